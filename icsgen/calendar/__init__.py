"""Programme to calendar bytes."""
