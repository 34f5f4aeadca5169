-- People by region in one register. $1 dataset.
SELECT region, people FROM population WHERE dataset = $1
