package slash64.activity;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Sums its input one bounded batch after the other, and hands out the sums of each. */
final class Batches<I, K, O> implements Iterator<O> {
  private final Iterator<I> input;
  private final Function<Iterator<I>, Map<K, Tally>> sum;
  private final BiFunction<K, Tally, O> output;
  private Iterator<Map.Entry<K, Tally>> batch = Collections.emptyIterator();

  Batches(
      Iterator<I> input, Function<Iterator<I>, Map<K, Tally>> sum, BiFunction<K, Tally, O> output) {
    this.input = input;
    this.sum = sum;
    this.output = output;
  }

  @Override
  public boolean hasNext() {
    while (!batch.hasNext() && input.hasNext()) {
      batch = sum.apply(input).entrySet().iterator();
    }
    return batch.hasNext();
  }

  @Override
  public O next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<K, Tally> entry = batch.next();
    return output.apply(entry.getKey(), entry.getValue());
  }
}
