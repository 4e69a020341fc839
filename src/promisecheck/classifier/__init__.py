"""A small sequence classifier over linguistic answers: trained with PyTorch, read with numpy alone."""
