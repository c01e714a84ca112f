//! Units that measure one thing, and how they convert.

use super::numbers::Range;
use crate::facts::Quantity;
use crate::language::ArithmeticOp;

/// Name of the unit as extraction writes it, what it measures, its size in the base unit, and where its zero lies there.
/// International yard and pound; of units of which there are several, the smallest. Not here: money.
const UNITS: &[(&str, &str, f64, f64)] = &[
    ("nm", "length", 1e-9, 0.0),
    ("micrometre", "length", 1e-6, 0.0),
    ("mm", "length", 0.001, 0.0),
    ("cm", "length", 0.01, 0.0),
    ("dm", "length", 0.1, 0.0),
    ("m", "length", 1.0, 0.0),
    ("km", "length", 1000.0, 0.0),
    ("inch", "length", 0.0254, 0.0),
    ("foot", "length", 0.3048, 0.0),
    ("yard", "length", 0.9144, 0.0),
    ("mile", "length", 1609.344, 0.0),
    ("nautical mile", "length", 1852.0, 0.0),
    ("square metre", "area", 1.0, 0.0),
    ("square kilometre", "area", 1e6, 0.0),
    ("hectare", "area", 1e4, 0.0),
    ("acre", "area", 4_046.856_422_4, 0.0),
    ("square foot", "area", 0.092_903_04, 0.0),
    ("square inch", "area", 0.000_645_16, 0.0),
    ("square yard", "area", 0.836_127_36, 0.0),
    ("square mile", "area", 2_589_988.110_336, 0.0),
    ("square centimetre", "area", 1e-4, 0.0),
    ("microgram", "mass", 1e-9, 0.0),
    ("mg", "mass", 1e-6, 0.0),
    ("g", "mass", 0.001, 0.0),
    ("kg", "mass", 1.0, 0.0),
    ("tonne", "mass", 1000.0, 0.0),
    ("pound", "mass", 0.453_592_37, 0.0),
    ("pound-mass", "mass", 0.453_592_37, 0.0),
    ("ounce", "mass", 0.028_349_523_125, 0.0),
    ("ton", "mass", 907.184_74, 0.0),
    ("millilitre", "volume", 1e-6, 0.0),
    ("litre", "volume", 0.001, 0.0),
    ("cubic metre", "volume", 1.0, 0.0),
    ("gallon", "volume", 0.003_785_411_784, 0.0),
    ("quart", "volume", 0.000_946_352_946, 0.0),
    ("pint", "volume", 0.000_473_176_473, 0.0),
    ("barrel", "volume", 0.158_987_294_928, 0.0),
    ("fluid ounce", "volume", 0.000_028_413_062_5, 0.0),
    ("cubic inch", "volume", 0.000_016_387_064, 0.0),
    ("cubic foot", "volume", 0.028_316_846_592, 0.0),
    ("cubic yard", "volume", 0.764_554_857_984, 0.0),
    ("cubic centimetre", "volume", 1e-6, 0.0),
    ("cubic kilometre", "volume", 1e9, 0.0),
    ("acre-foot", "volume", 1_233.481_837_547_52, 0.0),
    ("celsius", "temperature", 1.0, 273.15),
    ("fahrenheit", "temperature", 5.0 / 9.0, 459.67 * 5.0 / 9.0),
    ("kelvin", "temperature", 1.0, 0.0),
    ("km/h", "speed", 1.0 / 3.6, 0.0),
    ("mph", "speed", 0.447_04, 0.0),
    ("metre per second", "speed", 1.0, 0.0),
    ("feet per second", "speed", 0.3048, 0.0),
    ("kilometre per second", "speed", 1000.0, 0.0),
    ("knot", "speed", 1852.0 / 3600.0, 0.0),
    ("horsepower", "power", 735.498_75, 0.0),
    ("W", "power", 1.0, 0.0),
    ("kW", "power", 1e3, 0.0),
    ("MW", "power", 1e6, 0.0),
    ("GW", "power", 1e9, 0.0),
    ("TW", "power", 1e12, 0.0),
    ("Wh", "energy", 1.0, 0.0),
    ("kWh", "energy", 1e3, 0.0),
    ("MWh", "energy", 1e6, 0.0),
    ("GWh", "energy", 1e9, 0.0),
    ("TWh", "energy", 1e12, 0.0),
    ("second", "time", 1.0, 0.0),
    ("minute", "time", 60.0, 0.0),
    ("hour", "time", 3600.0, 0.0),
    ("day", "time", 86_400.0, 0.0),
    ("week", "time", 604_800.0, 0.0),
    ("fortnight", "time", 1_209_600.0, 0.0),
    ("month", "calendar time", 1.0, 0.0),
    ("year", "calendar time", 12.0, 0.0),
    ("decade", "calendar time", 120.0, 0.0),
    ("century", "calendar time", 1200.0, 0.0),
    ("hectopascal", "pressure", 100.0, 0.0),
    ("kilopascal", "pressure", 1000.0, 0.0),
    ("megapascal", "pressure", 1e6, 0.0),
    ("millibar", "pressure", 100.0, 0.0),
    ("psi", "pressure", 6_894.757_293, 0.0),
];

/// The largest of several units of one name: US and imperial measures, short and long tons, troy ounces, horses.
const LARGEST: &[(&str, f64)] = &[
    ("gallon", 0.004_546_09),
    ("quart", 0.001_136_522_5),
    ("pint", 0.000_568_261_25),
    ("fluid ounce", 0.000_029_573_529_562_5),
    ("ounce", 0.031_103_476_8),
    ("ton", 1_016.046_908_8),
    ("horsepower", 745.699_871_6),
];

/// The size of a unit in the base unit; an interval where the name alone does not say which unit is meant.
fn size(unit: &(&'static str, &'static str, f64, f64)) -> Range {
    let largest = LARGEST.iter().find(|l| l.0 == unit.0).map_or(unit.2, |l| l.1);
    Range::between(unit.2, largest)
}

fn find(name: &str) -> Option<&'static (&'static str, &'static str, f64, f64)> {
    UNITS.iter().find(|u| u.0 == name)
}

/// What a unit measures: `length`, `mass`, `money`.
pub fn dimension(unit: &str) -> Option<&'static str> {
    let money = crate::extract::quantities::is_money(unit);
    find(unit).map(|u| u.1).or(money.then_some("money"))
}

/// What `b` may be, counted in the unit of `a`. `None`: the two measure different things.
pub fn in_unit_of(a: &Quantity, b: &Quantity) -> Option<Range> {
    let range = Range::of(&b.number);
    match (&a.unit, &b.unit) {
        (None, None) => Some(range),
        (Some(x), Some(y)) if x == y => Some(range),
        (Some(x), Some(y)) => {
            let (to, from) = (find(x)?, find(y)?);
            if to.1 != from.1 {
                return None;
            }
            let base = range.arithmetic(ArithmeticOp::Multiply, size(from))?;
            let moved = base.arithmetic(ArithmeticOp::Add, Range::exact(from.3 - to.3))?;
            moved.arithmetic(ArithmeticOp::Divide, size(to))
        }
        (Some(_), None) | (None, Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Number;

    fn q(value: f64, unit: &str) -> Quantity {
        let unit = (!unit.is_empty()).then(|| unit.into());
        Quantity { number: Number { rounding: 0.0, ..Number::exact(value) }, unit, thing: None }
    }

    #[test]
    fn units_convert_within_their_dimension() {
        for (from, to, value) in [
            (q(60.0, "mile"), "km", 96.560_64),
            (q(104.0, "fahrenheit"), "celsius", 40.0),
            (q(40.0, "celsius"), "fahrenheit", 104.0),
            (q(10.0, "pound"), "kg", 4.535_923_7),
            (q(5.0, "percent"), "percent", 5.0),
        ] {
            let range = in_unit_of(&q(0.0, to), &from).unwrap();
            assert!((range.low - value).abs() < 1e-6 && (range.high - value).abs() < 1e-6, "{from:?} {range:?}");
        }
        // US and imperial gallons, and nobody says which.
        let litres = in_unit_of(&q(0.0, "litre"), &q(10.0, "gallon")).unwrap();
        assert!(litres.low < 37.86 && litres.high > 45.45, "{litres:?}");
        assert_eq!((dimension("mile"), dimension("USD"), dimension("percent")), (Some("length"), Some("money"), None));
        assert_eq!(in_unit_of(&q(1.0, "km"), &q(1.0, "kg")), None);
        assert_eq!(in_unit_of(&q(1.0, "USD"), &q(1.0, "EUR")), None);
        assert_eq!(in_unit_of(&q(1.0, "km"), &q(1.0, "")), None);
        assert!(in_unit_of(&q(1.0, "USD"), &q(2.0, "USD")).is_some());
    }
}
