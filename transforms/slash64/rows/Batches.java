package slash64.rows;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Sums its input one bounded batch after the other, and hands out the sums of each.
 *
 * @param <I> what is summed
 * @param <K> by what it is summed
 * @param <S> a sum
 * @param <O> what is made of a key and its sum
 */
public final class Batches<I, K, S, O> implements Iterator<O> {
  private final Iterator<I> input;
  private final Function<Iterator<I>, Map<K, S>> sum;
  private final BiFunction<K, S, O> output;
  private Iterator<Map.Entry<K, S>> batch = Collections.emptyIterator();

  /**
   * @param sum takes from the input as much as it has room for, at least one where there is one
   */
  public Batches(
      Iterator<I> input, Function<Iterator<I>, Map<K, S>> sum, BiFunction<K, S, O> output) {
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
    Map.Entry<K, S> entry = batch.next();
    return output.apply(entry.getKey(), entry.getValue());
  }
}
