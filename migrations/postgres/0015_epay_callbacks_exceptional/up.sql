-- Operators ask for what needs them, and for what they have dealt with. Both are
-- rare, so the index stays small and most writes pass it by.
CREATE INDEX epay_callbacks_exceptional ON epay_callbacks (state, trandeno, batchno)
WHERE state IN ('NEEDS_ATTENTION', 'RESOLVED');
