//! What is found in a text, and what is not.
