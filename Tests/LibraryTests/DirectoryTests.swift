import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

struct DirectoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.path.appending(name).string)
  }

  @Test func `links are removed, not followed`() throws {
    try folder.write("mine", to: "mine/diary")
    try folder.write("x", to: "work/a/b/c")
    let files = FileManager.default
    for link in ["work/link", "work/a/link"] {
      try files.createSymbolicLink(
        atPath: folder.path.appending(link).string, withDestinationPath: folder.path.appending("mine").string)
    }
    Directory.remove(folder.path.appending("work"))
    #expect(!exists("work") && exists("mine/diary"))
    try files.createSymbolicLink(
      atPath: folder.path.appending("link").string, withDestinationPath: folder.path.appending("mine").string)
    Directory.remove(folder.path.appending("link"))
    #expect(!exists("link") && exists("mine/diary"))
    Directory.remove(folder.path.appending("nothing"))
    Directory.remove(folder.path.appending("mine/.."))
    #expect(exists("mine/diary"))
  }

  /// Deeper than there are descriptors, and longer than a path may be.
  @Test func `nested however deep`() throws {
    try folder.makeFolder("work")
    let script = "import os\nos.chdir('work')\nfor _ in range(3000): os.mkdir('deep'); os.chdir('deep')\n"
    try folder.write(script, to: "nest.py")
    let nest = Process()
    nest.executableURL = URL(filePath: "/usr/bin/env")
    nest.arguments = ["python3", folder.path.appending("nest.py").string]
    nest.currentDirectoryURL = URL(filePath: folder.path.string)
    try nest.run()
    nest.waitUntilExit()
    #expect(exists("work/deep/deep/deep"))
    Directory.remove(folder.path.appending("work"))
    #expect(!exists("work"))
  }

  @Test func `folders that nobody may read`() throws {
    try folder.write("x", to: "work/closed/x")
    #expect(chmod(folder.path.appending("work/closed").string, 0) == 0)
    Directory.remove(folder.path.appending("work"))
    #expect(!exists("work"))
  }

  /// Somebody swaps a folder for a link, over and over, while it is removed.
  @Test(.timeLimit(.minutes(5))) func `folders that become links meanwhile`() async throws {
    try folder.write("mine", to: "mine/diary")
    let (work, mine) = (folder.path.appending("work"), folder.path.appending("mine"))
    let swapping = Task.detached {
      let files = FileManager.default
      let (place, link) = (work.appending("place").string, work.appending("link").string)
      while !Task.isCancelled {
        try? files.createDirectory(atPath: work.string, withIntermediateDirectories: true)
        try? files.createSymbolicLink(atPath: link, withDestinationPath: mine.string)
        _ = mkdir(place, 0o700)
        // The link takes the place in one step.
        _ = rmdir(place)
        _ = rename(link, place)
        _ = unlink(place)
      }
    }
    for _ in 0..<2_000 { Directory.remove(work) }
    swapping.cancel()
    await swapping.value
    #expect(exists("mine/diary"))
  }
}
