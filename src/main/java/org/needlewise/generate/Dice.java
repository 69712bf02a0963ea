package org.needlewise.generate;

import java.util.SplittableRandom;

/** What is made up by chance. */
abstract class Dice {
  final SplittableRandom random;

  Dice(SplittableRandom random) {
    this.random = random;
  }

  final boolean chance(int of100) {
    return random.nextInt(100) < of100;
  }

  final String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  final int oneOf(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
