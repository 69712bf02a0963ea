package org.needlewise.review.diff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.needlewise.casefile.Diagnostic;
import org.needlewise.casefile.InvalidInputException;

/**
 * The git repository that a rules folder lies in, read by a library that runs nothing: a repository
 * from a stranger names programs in its configuration, and git would run them.
 */
public final class RuleHistory implements AutoCloseable {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_FILES = 20_000;
  private static final int MOST_CONFIG = 64 << 10;

  static {
    SystemReader.setInstance(new NoConfiguration(SystemReader.getInstance()));
  }

  private final Repository repository;

  /** The folder below the root, with forward slashes; "" for the root. */
  private final String below;

  private RuleHistory(Repository repository, String below) {
    this.repository = repository;
    this.below = below;
  }

  /**
   * A commit that changed a file.
   *
   * @param date its author's, YYYY-MM-DD
   * @param commit its abbreviated name
   * @param subject the first paragraph of its message
   */
  public record Edit(String date, String commit, String subject) {}

  /** Neither the machine's configuration nor the user's: nothing of them bears on what is read. */
  private static final class NoConfiguration extends SystemReader.Delegate {
    NoConfiguration(SystemReader of) {
      super(of);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return none(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return none(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return none(parent, fs);
    }

    private static FileBasedConfig none(Config parent, FS fs) {
      return new FileBasedConfig(parent, null, fs) {
        @Override
        public void load() {
          // There is none.
        }

        @Override
        public void save() {
          // Nothing of it is kept.
        }

        @Override
        public boolean isOutdated() {
          return false;
        }

        /** How exactly a file system keeps times is not tried out: that takes seconds. */
        @Override
        public long getTimeUnit(
            String section, String subsection, String name, long usual, TimeUnit unit) {
          return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
              ? unit.convert(2, TimeUnit.SECONDS)
              : super.getTimeUnit(section, subsection, name, usual, unit);
        }
      };
    }
  }

  /**
   * Null where the folder is in no git working tree.
   *
   * @throws InvalidInputException where it is in one that cannot be read
   */
  public static RuleHistory of(Path folder) {
    try {
      Path real = folder.toRealPath();
      FileRepositoryBuilder builder = new FileRepositoryBuilder();
      builder.findGitDir(real.toFile());
      if (builder.getGitDir() == null) {
        return null;
      }
      plain(builder.getGitDir().toPath());
      Repository repository = builder.build();
      if (repository.isBare()) {
        repository.close();
        return null;
      }
      plain(repository.getCommonDirectory().toPath());
      String below = repository.getWorkTree().toPath().toRealPath().relativize(real).toString();
      return new RuleHistory(repository, below.replace('\\', '/'));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(folder);
    }
  }

  /** What is read first is a plain file, and its configuration leads to no other. */
  private static void plain(Path git) throws IOException {
    for (String name : List.of("HEAD", "config", "packed-refs", "commondir", "shallow")) {
      Path file = git.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES)) {
        throw new IOException(file + " is no plain file");
      }
    }
    Path config = git.resolve("config");
    if (Files.exists(config)) {
      if (Files.size(config) > MOST_CONFIG) {
        throw new IOException(config + " is no configuration");
      }
      Config read = new Config();
      try {
        read.fromText(Files.readString(config));
      } catch (ConfigInvalidException e) {
        throw new IOException(e);
      }
      if (read.getSections().contains("include") || read.getSections().contains("includeif")) {
        throw new IOException(config + " includes other files");
      }
    }
  }

  private static InvalidInputException unreadable(Path folder) {
    return new InvalidInputException(
        new Diagnostic(folder.toString(), "a git repository that cannot be read", "a sound one"));
  }

  private InvalidInputException unreadable() {
    return unreadable(repository.getWorkTree().toPath());
  }

  /**
   * The files of a rules folder as a git revision holds them: {@code REV} (the folder {@code here}
   * as it was then) or {@code REV:path} (from the root of the repository).
   *
   * @param here a rules folder in a git working tree, or any folder in one where {@code REV:path}
   *     is meant
   * @return path below the folder, with forward slashes, to content
   * @throws InvalidInputException where there is no such revision, it holds what no rules folder
   *     does, or git cannot be asked
   */
  public static SortedMap<String, byte[]> files(String name, Path here) {
    int colon = name.indexOf(':');
    String revision = colon < 0 ? name : name.substring(0, colon);
    if (revision.isEmpty() || revision.startsWith("-")) {
      throw unknown(name, "found neither a folder nor a git revision");
    }
    Path from = Files.isDirectory(here) ? here : Path.of("").toAbsolutePath();
    try (RuleHistory history = of(from)) {
      if (history == null) {
        throw unknown(name, "found no such folder, and " + from + " is in no git working tree");
      }
      if (history.commit(revision) == null) {
        throw unknown(name, "found no such folder, and git knows no revision " + revision);
      }
      String path = colon < 0 ? history.below : name.substring(colon + 1).replaceAll("/+$", "");
      SortedMap<String, byte[]> files = history.files(name, revision, path);
      if (files == null) {
        throw unknown(
            name, "the revision " + revision + " holds no folder " + (path.isEmpty() ? "." : path));
      }
      return files;
    } catch (IOException e) {
      throw unreadable(from);
    }
  }

  private static InvalidInputException unknown(String name, String what) {
    return new InvalidInputException(new Diagnostic(name, what, ""));
  }

  private ObjectId commit(String revision) {
    try {
      return repository.resolve(revision + "^{commit}");
    } catch (IllegalArgumentException | IOException e) {
      return null; // no name of a revision, or of several, or damaged: none that can be told
    }
  }

  /**
   * @param path from the root of the repository, with forward slashes; "" for the root
   * @return null where the commit holds no such folder
   */
  private SortedMap<String, byte[]> files(String name, String revision, String path)
      throws IOException {
    SortedMap<String, byte[]> read = new TreeMap<>();
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      ObjectId tree = commits.parseCommit(commit(revision)).getTree();
      if (!path.isEmpty()) {
        try (TreeWalk folder = TreeWalk.forPath(repository, path, tree)) {
          if (folder == null || !FileMode.TREE.equals(folder.getRawMode(0))) {
            return null;
          }
          tree = folder.getObjectId(0);
        }
      }
      files.addTree(tree);
      files.setRecursive(true);
      long left = MOST_BYTES;
      for (int count = 1; files.next(); count++) {
        boolean plain =
            FileMode.REGULAR_FILE.equals(files.getRawMode(0))
                || FileMode.EXECUTABLE_FILE.equals(files.getRawMode(0));
        if (!plain) {
          throw new InvalidInputException(
              new Diagnostic(name, files.getPathString(), "plain files"));
        }
        ObjectLoader bytes = repository.open(files.getObjectId(0));
        left -= bytes.getSize();
        if (left < 0 || count > MOST_FILES) {
          throw new InvalidInputException(
              new Diagnostic(name, "found more than a rules folder holds", ""));
        }
        read.put(files.getPathString(), bytes.getCachedBytes(MOST_BYTES));
      }
      return read;
    }
  }

  /**
   * The commits that changed each file below the folder, the newest first. Merges are left out.
   *
   * @throws InvalidInputException where the repository is damaged
   */
  public Map<String, List<Edit>> edits() {
    Map<String, List<Edit>> edits = new HashMap<>();
    TreeFilter filter =
        below.isEmpty()
            ? TreeFilter.ANY_DIFF
            : AndTreeFilter.create(PathFilter.create(below), TreeFilter.ANY_DIFF);
    int cut = below.isEmpty() ? 0 : below.length() + 1;
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      ObjectId head = repository.resolve("HEAD^{commit}");
      if (head == null) {
        return edits;
      }
      commits.markStart(commits.parseCommit(head));
      files.setRecursive(true);
      for (RevCommit commit : commits) {
        if (commit.getParentCount() > 1) {
          continue;
        }
        files.reset();
        files.setFilter(filter);
        files.addTree(commit.getTree());
        if (commit.getParentCount() == 0) {
          files.addTree(new EmptyTreeIterator());
        } else {
          RevCommit parent = commits.parseCommit(commit.getParent(0));
          files.addTree(new CanonicalTreeParser(null, files.getObjectReader(), parent.getTree()));
        }
        Edit edit = null;
        while (files.next()) {
          if (edit == null) {
            edit = edit(commit, files.getObjectReader());
          }
          edits
              .computeIfAbsent(files.getPathString().substring(cut), f -> new ArrayList<>())
              .add(edit);
        }
      }
      return edits;
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static Edit edit(RevCommit commit, ObjectReader objects) throws IOException {
    LocalDate date =
        LocalDate.ofInstant(
            commit.getAuthorIdent().getWhenAsInstant(), commit.getAuthorIdent().getZoneId());
    String name = objects.abbreviate(commit).name();
    return new Edit(date.toString(), name, commit.getShortMessage());
  }

  @Override
  public void close() {
    repository.close();
  }
}
