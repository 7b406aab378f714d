-- Read by both scorecards.
SELECT month AS period, branch AS entity, sum(fresh) AS numerator, sum(drops) AS denominator
FROM deliveries
GROUP BY ALL
