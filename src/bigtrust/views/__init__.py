"""What a page says, as typed data and sentences: no Streamlit, no SQL."""
