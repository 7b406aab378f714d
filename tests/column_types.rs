//! What the columns of a text file hold.

mod support;

use support::Case;

#[test]
fn csv_columns_are_typed_by_all_their_values() {
    let outcome = Case::new()
        .file(
            "orders.csv",
            "id,code,amount,rate,day,at,won,note,phone,zone,cn\n\
             1,007,12.50,1e-5,2018/2/1,2012/10/09 14:50:17.000,Yes,a,+86138,2006-01-11 15:49:42+02:00,2018年1月5日\n\
             2,010,-3.125,0.25,2018/12/31,2012/10/09 9:05,no,,+86139,2006-01-11 15:49:42Z,2018年12月31日\n\
             ,,,,,,,,,,\n3,011, ,1,,,,x,,,\n",
        )
        .run(&[
            "SELECT DATE '2026-10-01' AS period, sum(amount) AS value FROM orders",
            "SELECT '2026-10' AS period, count(won) AS value FROM orders WHERE zone >= TIMESTAMP '2006-01-11 13:49:42'",
        ]);
    assert_eq!(
        outcome.described(),
        ["orders: id BIGINT, code VARCHAR, amount DECIMAL(18,3), rate DOUBLE, day DATE, at TIMESTAMP, won BOOLEAN, \
          note VARCHAR, phone VARCHAR, zone TIMESTAMP, cn DATE; 3 rows"]
    );
    assert_eq!(
        outcome.told,
        ["data/orders.csv: warning[lines-blank]: `data/orders.csv`: 1 line without any value left out"]
    );
    assert_eq!(outcome.rows(), ["2026-10 - 9.375"]);
    // 15:49:42+02:00 is 13:49:42 in UTC; the row without a zone is NULL.
    let two = &outcome.series[1].as_ref().expect("a series").observations[0];
    assert_eq!(two.amount, scorebook::scorecard::Amount::Value(Some(2.0)));
}

#[test]
fn a_type_does_not_depend_on_where_the_odd_value_stands() {
    let mut early = "a,b,c,d\nx,1.5,12345678901234567890,2026-10-31 08:00\n".to_owned();
    let mut late = "a,b,c,d\n".to_owned();
    for _ in 0..12_000 {
        early.push_str("1,1,1,2026-10-31\n");
        late.push_str("1,1,1,2026-10-31\n");
    }
    late.push_str("x,1.5,12345678901234567890,2026-10-31 08:00\n");
    let expected = "a VARCHAR, b DECIMAL(18,1), c DECIMAL(38,0), d TIMESTAMP; 12001 rows";
    for text in [early, late] {
        assert_eq!(Case::new().file("t.csv", text).run(&[]).described(), [format!("t: {expected}")]);
    }
}

#[test]
fn columns_that_are_empty_at_first_are_typed_too() {
    let text = format!("a,b\n{}0,12.5\n", "0,\n".repeat(11_000));
    assert_eq!(Case::new().file("t.csv", text).run(&[]).described(), ["t: a BIGINT, b DECIMAL(18,1); 11001 rows"]);
}

#[test]
fn marks_for_missing_values_do_not_make_text_of_numbers() {
    let outcome = Case::new().file("loans.csv", "income,family,grade\n1200.5,2,A\nNA,-,NA\n,3,\n").run(&[
        "SELECT '2026-10' AS period, count(income) + 10 * count(family) + 100 * count(grade) AS value FROM loans",
    ]);
    assert_eq!(outcome.described(), ["loans: income DECIMAL(18,1), family BIGINT, grade VARCHAR; 3 rows"]);
    // `NA` stays in the text column, where it may mean something.
    assert_eq!(outcome.rows(), ["2026-10 - 221"]);
    assert_eq!(
        outcome.told,
        [
            "data/loans.csv: warning[cells-marked-missing]: `data/loans.csv`: 1 cell of `family` hold a mark such as NA and are read as missing",
            "data/loans.csv: warning[cells-marked-missing]: `data/loans.csv`: 1 cell of `income` hold a mark such as NA and are read as missing",
        ]
    );
}

#[test]
fn what_only_looks_like_a_type_stays_text() {
    let outcome = Case::new()
        .file("t.csv", "a,b,c,d,e,f\n2018 1 5,infinity,2018-1-5 (BC),1_000,0x1F,2018-13-01\n")
        .file("padded.csv", "a,b,c\n 1 , 2.5,2026-10-31 \n2,,\n , ,\n")
        .run(&["SELECT c AS period, a + b AS value FROM padded WHERE c IS NOT NULL"]);
    assert_eq!(
        outcome.described(),
        [
            "padded: a BIGINT, b DECIMAL(18,1), c DATE; 3 rows",
            "t: a VARCHAR, b VARCHAR, c VARCHAR, d VARCHAR, e VARCHAR, f VARCHAR; 1 rows"
        ]
    );
    assert_eq!(outcome.rows(), ["2026-10 - 3.5"]);
}

#[test]
fn dates_with_the_day_or_the_month_first_are_read_only_when_that_is_sure() {
    let outcome = Case::new()
        .file(
            "d.csv",
            "us,eu,both,de\n12/31/2025,31/12/2025,1/2/2025,31.12.2025\n1/2/2025,1/2/2025,3/4/2025,1.2.2025 08:30\n",
        )
        .run(&["SELECT '2026-10' AS period, sum(month(us)) * 100 + sum(month(eu)) AS value FROM d"]);
    assert_eq!(outcome.described(), ["d: us DATE, eu DATE, both VARCHAR, de TIMESTAMP; 2 rows"]);
    assert_eq!(outcome.rows(), ["2026-10 - 1314"]);
    assert_eq!(
        outcome.told,
        [
            "data/d.csv: warning[dates-ambiguous]: `data/d.csv`: dates in `both` may begin with the day or the month, and stay text"
        ]
    );
}
