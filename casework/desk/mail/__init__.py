"""What becomes of issued letters: out-tray, proofs, returned mail, objections."""
