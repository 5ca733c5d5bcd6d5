"""Linking: which articles tell one story or are copies, which mentions are one event, which quotes one utterance, which names one
entity. Decisions are taken pair by pair from the two items alone, so that their sum does not depend on the order of batches."""
