-- Starts from customers, so that a month without a complaint is a rate of 0 and not missing.
SELECT f.month AS period, f.branch AS entity, count(c.complaint) AS numerator, max(f.at_beginning) AS denominator
FROM customer_flow f
LEFT JOIN complaints c ON c.branch = f.branch AND date_trunc('month', CAST(c.opened AS TIMESTAMP)) = f.month
WHERE f.at_beginning > 0
GROUP BY ALL
