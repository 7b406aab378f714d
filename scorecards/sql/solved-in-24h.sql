-- A complaint that is still open has no `solved` time, so it counts below the line only.
SELECT date_trunc('month', CAST(opened AS TIMESTAMP)) AS period, branch AS entity,
       count(*) FILTER (CAST(solved AS TIMESTAMP) <= CAST(opened AS TIMESTAMP) + INTERVAL 24 HOUR) AS numerator,
       count(*) AS denominator
FROM complaints
GROUP BY ALL
