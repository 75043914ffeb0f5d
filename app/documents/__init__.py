"""What a window prints on paper (文书): layouts, numbering, PDF, and the spool that never loses a sheet."""
