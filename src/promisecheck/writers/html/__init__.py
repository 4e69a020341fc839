"""The report that a head of quality opens: one HTML file with everything in it, and nothing fetched from anywhere."""
