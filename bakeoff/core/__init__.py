"""What every stage needs: errors, files, the frame of a stage, and the formats that they share."""
