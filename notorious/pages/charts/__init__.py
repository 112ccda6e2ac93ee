"""Charts made by the server: from counts to a scene, from a scene to SVG or PNG, with the table behind them."""
