package org.needlewise.review.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Notices saved files by looking at their times and sizes: a few hundred files are looked at in
 * milliseconds, on every system and on shared folders alike, where the system's own notices are
 * late or lost.
 */
public final class FolderWatch {
  private static final int DEPTH = 3;

  /** Rules, cases, and the archives of releases with their signatures. */
  private static final Pattern LOOKED_AT = Pattern.compile(".*\\.(drl|yaml|tar|sig)");

  private static final long PAUSE_MILLIS = 100;

  private final List<Path> folders;
  private Map<String, Long> seen;

  /**
   * @param folders each looked at with the folders in it; or files
   */
  public FolderWatch(List<Path> folders) {
    this.folders = List.copyOf(folders);
    this.seen = look();
  }

  /**
   * Waits until a file has changed, come or gone since this was last asked.
   *
   * @return paths below their folders, with forward slashes
   */
  public Set<String> await() throws InterruptedException {
    Set<String> changed = changed();
    while (changed.isEmpty()) {
      Thread.sleep(PAUSE_MILLIS);
      changed = changed();
    }
    return changed;
  }

  /** What has changed since this was last asked; empty where nothing has. */
  public Set<String> changed() {
    Map<String, Long> now = look();
    Set<String> changed = new TreeSet<>();
    now.forEach(
        (file, stamp) -> {
          if (!stamp.equals(seen.get(file))) {
            changed.add(file);
          }
        });
    seen.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
    seen = now;
    return changed;
  }

  private Map<String, Long> look() {
    Map<String, Long> found = new HashMap<>();
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
        for (Path path : (Iterable<Path>) walk::iterator) {
          String name = path.getFileName().toString();
          if (!name.startsWith(".") && LOOKED_AT.matcher(name).matches()) {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            found.put(
                folder.relativize(path).toString().replace('\\', '/'),
                file.lastModifiedTime().hashCode() * 31L + file.size());
          }
        }
      } catch (IOException | UncheckedIOException e) {
        // A file that is gone between two looks: the next look sees it.
      }
    }
    return found;
  }
}
