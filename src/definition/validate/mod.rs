//! From what is written to what it means: raw structs to [`crate::scorecard`] types, with every finding on the way.
//!
//! A file a subject. Each check reports what it finds and goes on with the nearest thing that makes sense, so that
//! one slip does not hide another; what it then gives is used only when nothing was found.

mod assessment;
mod bands;
mod book;
mod business_case;
mod checker;
mod contract;
mod customers;
mod decision;
mod disclosure;
mod drives;
mod entities;
mod feeds;
mod framework;
mod graph;
mod id;
mod initiative;
mod judgements;
mod layout;
mod lint;
mod logo;
mod measure;
mod portfolio;
mod quality;
mod quantity;
mod rating;
mod results;
mod scorecard;
mod scoring;
mod sensitivity;
mod sql;
mod strategy;
mod survey;
mod swot;
mod text;
mod timeline;
mod weighting;
mod weights;

pub(super) use assessment::{assessment, givers as givers_of_assessments, link as link_assessments};
pub(super) use book::book;
pub(super) use business_case::{business_case, givers as givers_of_business_cases, link as link_business_cases};
pub(super) use checker::{Checker, number, plain_list};
pub(super) use contract::contracts;
pub(super) use customers::{customers, givers as givers_of_customers};
pub(super) use portfolio::portfolio;
pub(super) use rating::{givers as givers_of_ratings, link as link_ratings};
pub(super) use results::link as link_results;
pub(super) use scorecard::{Across, scorecard};
pub(super) use survey::{givers as givers_of_surveys, survey};
pub(super) use swot::swot;
