package slash64.evaluate.alerts;

import slash64.baseline.DayActivity;
import slash64.net.Prefix;

/** A network's day: a /64 or an IPv4 address, and what came from it. */
record Heard(Prefix prefix, DayActivity activity) {}
