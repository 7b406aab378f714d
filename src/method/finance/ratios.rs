//! Management ratios from statements: turnover, days, margins, return, and what they are made of.

use super::ledger::{Statement, Years};
use crate::scorecard::{CapitalAt, Money};

/// A ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ratio {
    /// Revenue / assets.
    AssetTurnover,
    /// Cost of sales / inventory.
    InventoryTurnover,
    /// Days / inventory turnover.
    InventoryDays,
    /// Revenue / receivables.
    ReceivablesTurnover,
    /// Days / receivables turnover.
    ReceivablesDays,
    /// Days × payables / cost of sales.
    PayablesDays,
    /// Days in inventory and receivables less days payable.
    CashCycle,
    /// (Revenue − cost of sales) / revenue.
    GrossMargin,
    /// Operating profit / revenue.
    OperatingMargin,
    /// Net profit / revenue.
    NetMargin,
    /// Operating profit / assets: operating margin × asset turnover.
    Roi,
    /// Net profit / assets: net margin × asset turnover.
    Roa,
    /// Assets / equity.
    Multiplier,
    /// Net profit / equity: return on assets × multiplier.
    Roe,
}

impl Ratio {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 14] = [
        Self::GrossMargin,
        Self::OperatingMargin,
        Self::NetMargin,
        Self::AssetTurnover,
        Self::InventoryTurnover,
        Self::InventoryDays,
        Self::ReceivablesTurnover,
        Self::ReceivablesDays,
        Self::PayablesDays,
        Self::CashCycle,
        Self::Roi,
        Self::Roa,
        Self::Multiplier,
        Self::Roe,
    ];

    /// What books, files and words call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::AssetTurnover => "asset-turnover",
            Self::InventoryTurnover => "inventory-turnover",
            Self::InventoryDays => "inventory-days",
            Self::ReceivablesTurnover => "receivables-turnover",
            Self::ReceivablesDays => "receivables-days",
            Self::PayablesDays => "payables-days",
            Self::CashCycle => "cash-cycle",
            Self::GrossMargin => "gross-margin",
            Self::OperatingMargin => "operating-margin",
            Self::NetMargin => "net-margin",
            Self::Roi => "roi",
            Self::Roa => "roa",
            Self::Multiplier => "multiplier",
            Self::Roe => "roe",
        }
    }

    /// Whether it is a share, told in per cent.
    pub fn is_share(self) -> bool {
        matches!(self, Self::GrossMargin | Self::OperatingMargin | Self::NetMargin | Self::Roi | Self::Roa | Self::Roe)
    }

    /// Whether it is told in days.
    pub fn is_days(self) -> bool {
        matches!(self, Self::InventoryDays | Self::ReceivablesDays | Self::PayablesDays | Self::CashCycle)
    }

    /// The columns it needs.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::AssetTurnover => &["revenue", "assets"],
            Self::InventoryTurnover | Self::InventoryDays => &["cost_of_sales", "inventory"],
            Self::ReceivablesTurnover | Self::ReceivablesDays => &["revenue", "receivables"],
            Self::PayablesDays => &["cost_of_sales", "payables"],
            Self::CashCycle => &["cost_of_sales", "inventory", "revenue", "receivables", "payables"],
            Self::GrossMargin => &["revenue", "cost_of_sales"],
            Self::OperatingMargin => &["operating_profit", "revenue"],
            Self::NetMargin => &["net_profit", "revenue"],
            Self::Roi => &["operating_profit", "assets"],
            Self::Roa => &["net_profit", "assets"],
            Self::Multiplier => &["assets", "equity"],
            Self::Roe => &["net_profit", "equity"],
        }
    }
}

/// One year's amounts: flows of the year, balances by the convention.
#[derive(Clone, Debug, PartialEq)]
pub struct RatioYear {
    /// Which.
    pub year: i32,
    days: f64,
    flows: Statement,
    balances: Statement,
}

impl RatioYear {
    /// The amounts of a year; `None` where there is no statement, or none of the year before where the convention needs one.
    pub fn of(years: &Years, year: i32, balance: CapitalAt, days: u32) -> Option<Self> {
        let closing = years.get(&year)?;
        let balances = if balance == CapitalAt::YearEnd {
            closing.clone()
        } else {
            let opening = years.get(&year.checked_sub(1)?)?;
            let both = opening.iter().filter_map(|(name, before)| Some((name, *before, *closing.get(name)?)));
            both.map(|(name, before, after)| (name.clone(), balance.of_money(before, after))).collect()
        };
        Some(Self { year, days: f64::from(days), flows: closing.clone(), balances })
    }

    /// What the year brought or cost.
    pub fn flow(&self, column: &str) -> Option<Money> {
        self.flows.get(column).copied()
    }

    /// What stood there, by the convention.
    pub fn balance(&self, column: &str) -> Option<Money> {
        self.balances.get(column).copied()
    }

    /// The value of a ratio; `None` where an amount is missing, or what it is divided by is not above zero.
    pub fn value(&self, ratio: Ratio) -> Option<f64> {
        match ratio {
            Ratio::AssetTurnover => over(self.flow("revenue"), self.balance("assets")),
            Ratio::InventoryTurnover => over(self.flow("cost_of_sales"), self.balance("inventory")),
            Ratio::InventoryDays => self.in_days("inventory", "cost_of_sales"),
            Ratio::ReceivablesTurnover => over(self.flow("revenue"), self.balance("receivables")),
            Ratio::ReceivablesDays => self.in_days("receivables", "revenue"),
            Ratio::PayablesDays => self.in_days("payables", "cost_of_sales"),
            Ratio::CashCycle => {
                let tied = self.value(Ratio::InventoryDays)? + self.value(Ratio::ReceivablesDays)?;
                Some(tied - self.value(Ratio::PayablesDays)?)
            }
            Ratio::GrossMargin => {
                let gross = self.flow("revenue")? - self.flow("cost_of_sales")?;
                over(Some(gross), self.flow("revenue"))
            }
            Ratio::OperatingMargin => over(self.flow("operating_profit"), self.flow("revenue")),
            Ratio::NetMargin => over(self.flow("net_profit"), self.flow("revenue")),
            Ratio::Roi => over(self.flow("operating_profit"), self.balance("assets")),
            Ratio::Roa => over(self.flow("net_profit"), self.balance("assets")),
            Ratio::Multiplier => over(self.balance("assets"), self.balance("equity")),
            Ratio::Roe => over(self.flow("net_profit"), self.balance("equity")),
        }
    }

    fn in_days(&self, balance: &str, flow: &str) -> Option<f64> {
        over(self.balance(balance), self.flow(flow)).map(|share| share * self.days)
    }
}

/// A quotient; `None` where anything is missing or the divisor is not above zero.
fn over(part: Option<Money>, whole: Option<Money>) -> Option<f64> {
    let whole = whole.filter(|whole| *whole > Money::ZERO)?;
    part?.share_of(whole)
}
