"""Scores, the tables behind the plots, and the leaderboard."""
