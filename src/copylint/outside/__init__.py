"""What engines of others say of the copy, sifted by what copylint knows."""
