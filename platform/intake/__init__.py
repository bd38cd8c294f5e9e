"""Import of lists as committees hand them over: JSON lines, CSV, Excel; dry run, errors by row, nothing twice."""
