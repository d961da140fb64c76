package slash64.explain;

/**
 * One piece of what a judgement rests on.
 *
 * @param what it is, for people
 * @param count how often it was seen that day; -1 for what was carried from the days before
 * @param against weight against the prefix, in messages
 * @param inFavour weight for it, in messages
 */
record Clue(String what, long count, double against, double inFavour) {

  double weight() {
    return against + inFavour;
  }
}
