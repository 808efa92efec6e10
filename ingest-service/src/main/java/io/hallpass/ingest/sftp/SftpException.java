package io.hallpass.ingest.sftp;

import java.io.IOException;

/** Why nothing could be fetched, in words that can be shown. */
final class SftpException extends IOException {
  private static final long serialVersionUID = 1L;

  SftpException(String message) {
    super(message);
  }
}
