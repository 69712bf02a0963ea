package org.needlewise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.needlewise.batch.BatchException;
import org.needlewise.batch.BatchException.Reason;

/** The files of an input: itself, or those below it but for names that begin with . or _ . */
final class InputFiles {
  private final String given;
  private final FileSystem system;
  private final String root;
  private final boolean folder;
  private final List<FileStatus> files = new ArrayList<>();

  /**
   * @throws BatchException where there is none
   */
  InputFiles(String given, Configuration configuration) throws IOException {
    this.given = given;
    Path path = new Path(given);
    this.system = path.getFileSystem(configuration);
    if (!system.exists(path)) {
      throw new BatchException(
          Reason.INPUT, given + ": found no such file, expected a file of cases or a folder");
    }
    FileStatus status = system.getFileStatus(path);
    this.root = status.getPath().toUri().getPath();
    this.folder = status.isDirectory();
    add(status);
  }

  private void add(FileStatus status) throws IOException {
    if (!status.isDirectory()) {
      files.add(status);
      return;
    }
    FileStatus[] entries = system.listStatus(status.getPath());
    Arrays.sort(entries);
    for (FileStatus entry : entries) {
      String name = entry.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        add(entry);
      }
    }
  }

  FileSystem system() {
    return system;
  }

  /** By name at each level. */
  List<FileStatus> files() {
    return files;
  }

  Names names() {
    return new Names(given, folder ? root : null);
  }

  /**
   * What errors call the files: as the user gave it; below a folder the path from there.
   *
   * @param root path of the folder; null for a file
   */
  record Names(String given, String root) implements Serializable {
    String of(Path file) {
      return root == null ? given : file.toUri().getPath().substring(root.length() + 1);
    }
  }
}
