package org.needlewise.rulebase.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.Echo;
import org.needlewise.casefile.InvalidInputException;
import org.needlewise.casefile.Limits;

/**
 * A folder that people keep by hand, rules or their cases, as it was at one moment. Its files stand
 * in it or in the folders of it. Whatever else lies there is told and never opened: a link may lead
 * anywhere, a pipe never ends, and a folder that was not looked into may hold the rule that
 * matters.
 *
 * @param files path below the folder, with forward slashes, to content
 * @param passedOver paths of what editors and systems leave behind: names that begin with a dot or
 *     end in a tilde
 * @param refused what else is no plain file in its place, and what cannot be read; by path
 */
public record PlainFiles(
    SortedMap<String, byte[]> files, List<String> passedOver, List<Diagnostic> refused) {
  /** Entries of a folder and the folders in it. */
  public static final int ENTRIES = 5_000;

  /** Bytes of all files together; those that are shipped have a sixtieth of it. */
  public static final int BYTES = 32 << 20;

  /** Of so many entries it is told why they are refused. */
  private static final int TOLD = 100;

  /** Reads a folder; the first {@link #ENTRIES} entries and {@link #BYTES} bytes of it at most. */
  private static final class Walk {
    private final Path root;
    private final Set<String> left;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<Diagnostic> refused = new ArrayList<>();
    private int entries;
    private int bytes;

    Walk(Path root, Set<String> left) {
      this.root = root;
      this.left = left;
    }

    /** False where no more is to be read. */
    boolean folder(Path folder) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        for (Path path : stream) {
          if (++entries > ENTRIES) {
            return refuse(root, "more than " + ENTRIES + " entries", "fewer files in the folder");
          }
          if (refused.size() == TOLD) {
            return refuse(root, "more of this kind", "a folder of files");
          }
          if (!entry(path, folder.equals(root))) {
            return false;
          }
        }
      } catch (IOException e) {
        refuse(folder, e);
      } catch (DirectoryIteratorException e) {
        refuse(folder, e.getCause());
      }
      return true;
    }

    private boolean entry(Path path, boolean first) {
      String name = path.getFileName().toString();
      if (first && left.contains(name)) {
        return true;
      }
      if (isPassedOver(name)) {
        passedOver.add(below(path));
        return true;
      }
      if (!name.codePoints().allMatch(Echo::isShowable)) {
        refuse(path, "a name with characters that cannot be seen", "letters, digits and hyphens");
        return true;
      }
      try {
        BasicFileAttributes is = attributes(path);
        if (is.isRegularFile()) {
          return file(path, is);
        }
        if (is.isSymbolicLink()) {
          refuse(path, "a link to another place", "the file or folder itself, copied to here");
        } else if (!is.isDirectory()) {
          refuse(path, "something that is no file", "a file");
        } else if (first) {
          return folder(path);
        } else {
          refuse(path, "a folder within a folder", "files alone, one level down");
        }
      } catch (IOException e) {
        refuse(path, e);
      }
      return true;
    }

    private boolean file(Path path, BasicFileAttributes before) throws IOException {
      int most = Limits.DOCUMENT_BYTES;
      if (before.size() > most) {
        refused.add(tooLarge(below(path), before.size()));
        return true;
      }
      byte[] content;
      try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        content = in.readNBytes(most + 1);
      }
      BasicFileAttributes after = attributes(path);
      if (content.length != before.size()
          || after.size() != before.size()
          || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
        refuse(path, "a file that was written while it was read", "a saved file; try again");
        return true;
      }
      bytes += content.length;
      if (bytes > BYTES) {
        return refuse(root, "more than " + BYTES + " bytes in all files", "fewer or smaller files");
      }
      files.put(below(path), content);
      return true;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private String below(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }

    private void refuse(Path path, IOException e) {
      if (e instanceof AccessDeniedException) {
        refuse(path, "no permission to read it", "a readable file or folder");
      } else if (e instanceof NoSuchFileException) {
        refuse(path, "something that is gone again", "files that stay; try again");
      } else {
        refuse(path, "that it cannot be read", "a readable file or folder");
      }
    }

    /** False. */
    private boolean refuse(Path path, String found, String expected) {
      String name = path.equals(root) ? root.toString() : below(path);
      refused.add(new Diagnostic(Echo.shown(name), found, expected));
      return false;
    }
  }

  /** An error: a file of more bytes than are read. */
  public static Diagnostic tooLarge(String file, long bytes) {
    return new Diagnostic(
        Echo.shown(file),
        "a file of " + bytes + " bytes",
        "at most " + Limits.DOCUMENT_BYTES + " bytes");
  }

  static boolean isPassedOver(String name) {
    return name.startsWith(".") || name.endsWith("~");
  }

  /**
   * @param folder may itself be a link: somebody named it
   * @param expected what the folder holds, in words
   * @param left names of entries of the folder that are not looked at
   */
  public static PlainFiles read(Path folder, String expected, Set<String> left) {
    Walk walk = new Walk(folder, left);
    if (Files.isDirectory(folder)) {
      walk.folder(folder);
    } else {
      walk.refuse(folder, "no such folder", expected);
    }
    walk.passedOver.sort(null);
    walk.refused.sort(Diagnostic.ORDER);
    return new PlainFiles(walk.files, walk.passedOver, walk.refused);
  }

  /** A path below a folder, or the folder, as it is found from where the command was given. */
  public static String path(Path folder, String below) {
    String name = folder.toString().replace('\\', '/');
    if (below.isEmpty()) {
      return name;
    }
    return below.equals(name) || name.isEmpty() || name.equals(".") ? below : name + '/' + below;
  }

  /** A warning: its author may have meant it to be read. */
  public static Diagnostic passedOver(String file) {
    return new Diagnostic(
        Echo.shown(file),
        0,
        0,
        0,
        "",
        "a name that is passed over, as what editors leave behind",
        "another name where it should be read",
        Diagnostic.Severity.WARNING);
  }

  /**
   * One file of a folder, named with its path; null where there is none.
   *
   * @throws InvalidInputException where it is no plain file, or cannot be read
   */
  public static byte[] file(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    Walk walk = new Walk(folder, Set.of());
    walk.entry(file, false);
    if (!walk.refused.isEmpty()) {
      throw new InvalidInputException(walk.refused.get(0).in(Echo.shown(file.toString())));
    }
    return walk.files.get(name);
  }
}
