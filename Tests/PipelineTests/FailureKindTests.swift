import Library
import MediaIO
import Pipeline
import SystemPackage
import Testing

@Suite struct FailureKindTests {
  /// What no other try can mend ends at once; what a disk or a network does may pass.
  @Test(arguments: [
    (Errno.permissionDenied, FailureKind.lasting), (.notPermitted, .lasting), (.noSuchFileOrDirectory, .lasting),
    (.isDirectory, .lasting), (.notDirectory, .lasting), (.fileNameTooLong, .lasting),
    (.tooManySymbolicLinkLevels, .lasting), (.ioError, .passing), (.timedOut, .passing),
    (.staleNFSFileHandle, .passing),
  ]) func `faults of the file itself last`(errno: Errno, kind: FailureKind) {
    let path: FilePath = "/media/film.mkv"
    let media = MediaError(errno, "reading failed", path: path, advice: "check the disk")
    #expect(FailureKind(media, of: path) == kind)
    // What is to be done stands in it.
    #expect(media.message.contains("; "))
    #expect(FailureKind(LibraryError("read it", path, errno), of: path) == kind)
  }
}
