"""Files that belong to cases (附件): scanned materials and what comes with them."""
