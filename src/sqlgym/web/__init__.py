"""The course in a browser, on one's own machine: the API, the page that uses it, and what keeps others out."""
