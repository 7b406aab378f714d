//! Ticks and hairlines of axes.

use super::face::{Anchor, Type};
use super::label;
use super::paint::{Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::Scale;
use super::svg::Canvas;
use crate::report::number::NumberFormat;

/// From the frame to the labels beside it, in pixels.
const GAP: f64 = 8.0;

/// How much room the labels of a vertical axis take, in pixels: a quarter of the drawing at most.
pub(super) fn room(labels: &[String], width: f64) -> f64 {
    let widest = labels.iter().map(|label| Type::NOTE.width(label) + 1.0).fold(0.0, f64::max);
    widest.min(width / 4.0) + GAP
}

/// Hairlines across the frame with their labels to the left of it.
pub(super) fn rows(canvas: &mut Canvas, plane: &Plane, scale: &Scale, labels: &[String]) {
    let Frame { left, right, .. } = plane.frame;
    for (tick, words) in scale.ticks.iter().zip(labels) {
        let y = plane.y(*tick);
        canvas.line((left, y), (right, y), Stroke::hair(Line::Rule));
        canvas.text_within((left - GAP, y + 4.0), words, Type::NOTE.anchor(Anchor::End), left - GAP);
    }
}

/// Hairlines down the frame with their labels below it, as many as fit.
pub(super) fn columns(canvas: &mut Canvas, plane: &Plane, scale: &Scale, format: &NumberFormat) {
    let Frame { top, bottom, .. } = plane.frame;
    for tick in &scale.ticks {
        let x = plane.x(*tick);
        canvas.line((x, top), (x, bottom), Stroke::hair(Line::Rule));
    }
    let places: Vec<f64> = scale.ticks.iter().map(|tick| plane.x(*tick)).collect();
    below(canvas, bottom, &places, &scale.labels(format));
}

/// Labels below `bottom`, centred on their places and kept in the drawing; every second, third … where they collide.
pub(super) fn below(canvas: &mut Canvas, bottom: f64, places: &[f64], labels: &[String]) {
    let blocks: Vec<(f64, f64)> =
        places.iter().zip(labels).map(|(x, words)| centred(canvas, *x, words, Type::NOTE)).collect();
    let step = (1..=blocks.len().max(1)).find(|step| {
        let kept: Vec<(f64, f64)> = blocks.iter().copied().step_by(*step).collect();
        label::fitting(&kept, GAP).iter().all(|fits| *fits)
    });
    for ((start, width), words) in blocks.iter().zip(labels).step_by(step.unwrap_or(1)) {
        centre(canvas, start + width / 2.0, bottom + 16.0, words, Type::NOTE);
    }
}

/// Draws a label centred on `x`, moved into the drawing where it would leave it.
pub(super) fn centre(canvas: &mut Canvas, x: f64, y: f64, words: &str, face: Type) {
    let (start, width) = centred(canvas, x, words, face);
    canvas.text_within((start + width / 2.0, y), words, face.anchor(Anchor::Middle), width);
}

/// Start and width of a label centred on `x`, moved into the drawing where it would leave it.
pub(super) fn centred(canvas: &Canvas, x: f64, words: &str, face: Type) -> (f64, f64) {
    let width = (face.width(words) + 1.0).min(canvas.width);
    ((x - width / 2.0).min(canvas.width - width).max(0.0), width)
}
