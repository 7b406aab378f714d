//! Files become tables: names, encodings, headers, types.

mod support;

use support::Case;

#[test]
fn csv_columns_are_typed_by_all_their_values() {
    let outcome = Case::new()
        .file("orders.csv", "id,code,amount,rate,day,at,won,note\n1,007,12.50,1e-5,2018/2/1,2012/10/09 14:50:17.000,Yes,a\n2,010,-3.125,0.25,2018/12/31,2012/10/09 9:05,no,\n")
        .run(&["SELECT DATE '2026-10-01' AS period, sum(amount) AS value FROM orders"]);
    assert_eq!(outcome.told, Vec::<String>::new());
    assert_eq!(
        outcome.described(),
        [
            "orders: id BIGINT, code VARCHAR, amount DECIMAL(18,3), rate DOUBLE, day DATE, at TIMESTAMP, won BOOLEAN, note VARCHAR; 2 rows"
        ]
    );
    assert_eq!(outcome.rows(), ["2026-10 - 9.375"]);
}
