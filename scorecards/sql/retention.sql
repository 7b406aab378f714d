-- Customers of twelve months ago (at the end of that month) and those of them who still are customers now.
SELECT m.month AS period, c.branch AS entity,
       count(*) FILTER (c.left_on IS NULL OR c.left_on > last_day(m.month)) AS numerator,
       count(*) AS denominator
FROM months m
JOIN customers c
  ON c.joined < m.month - INTERVAL 11 MONTH
 AND (c.left_on IS NULL OR c.left_on >= m.month - INTERVAL 11 MONTH)
GROUP BY ALL
