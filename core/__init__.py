"""The product's own logic; Streamlit pages in pages/ draw on it."""
