-- Read by both scorecards. Routes of a branch are summed; branches are summed by `aggregate: ratio`.
SELECT month AS period, branch AS entity, sum(on_time) AS numerator, sum(drops) AS denominator
FROM deliveries
GROUP BY ALL
