-- 每月的数值
SELECT month AS period,
       '金额' AS note, w AS value
FROM t
