"""Series and states -> pictures: small SVG for the cards, Plotly for the charts one reads."""
