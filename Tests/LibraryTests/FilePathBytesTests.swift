import Library
import SystemPackage
import Testing

@Suite struct FilePathBytesTests {
  @Test(arguments: [
    ("plain.mp4", "plain.mp4"), ("Émission 1.m4a", "Émission 1.m4a"), ("a\nb", "a\\x0Ab"), ("\u{1B}[31m", "\\x1B[31m"),
    ("🎬.mkv", "🎬.mkv"), ("evil\u{202E}4pm.exe", "evil\\xE2\\x80\\xAE4pm.exe"),
  ])
  func displaysWhatATerminalMayShow(name: String, shown: String) {
    #expect(FilePath(name).display == shown)
  }

  @Test func displaysBytesThatAreNoText() {
    let path = FilePath(bytes: [0x61, 0xFF, 0x62, 0xC3])
    #expect(path.display == "a\\xFFb\\xC3")
    #expect(!path.isText)
    #expect(path.bytes == [0x61, 0xFF, 0x62, 0xC3])
  }

  @Test func keepsEveryByteOfANameThatIsAppended() {
    let name: [UInt8] = [0xFE, 0x2E, 0x6D]
    let path = FilePath("/media").appending(name: name)
    #expect(path.nameBytes == name)
    #expect(path.removingLastComponent() == "/media")
  }

  @Test func resolvesAgainstTheWorkingFolder() {
    #expect(FilePath("../b/./c.mp4").absolute(in: "/x/a") == "/x/b/c.mp4")
    #expect(FilePath("/m/c.mp4").absolute(in: "/x") == "/m/c.mp4")
  }
}
