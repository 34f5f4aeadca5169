-- The dataset of the register that the numbers on screen use; one row or none.
SELECT dataset FROM population_in_use
