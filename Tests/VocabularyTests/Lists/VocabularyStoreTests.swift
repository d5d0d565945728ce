import Foundation
import SystemPackage
import TestSupport
import Testing
import Vocabulary

@Suite struct VocabularyStoreTests {
  @Test func filesInTheFolderAreLists() throws {
    let folder = try TemporaryFolder()
    let store = VocabularyStore(directory: folder.path)
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: folder.path.appending(name).string))
    }
    try write("drat", "mine.txt")
    try write("drat", "profanity.en.txt")
    try write("drat", "no name.txt")
    try write("drat", "other.md")
    #expect(store.ownNames == ["mine", "profanity.en"])
    #expect(store.names.count == 10)
    #expect(try store.list(named: "mine").entries.count == 1)
    // A user's comes first.
    #expect(try store.list(named: "profanity.en").entries.count == 1)
    #expect(try store.list(named: "profanity.de").entries.count > 50)
    let error = #expect(throws: VocabularyError.self) { try store.list(named: "nobody") }
    #expect(error?.known.contains("mine") == true)
    #expect(throws: VocabularyError.self) { try store.list(named: "../mine") }
  }

  @Test func theFolderIsThatOfTheConfiguration() {
    func directory(_ environment: [String: String]) -> FilePath {
      VocabularyStore.defaultDirectory(environment: environment)
    }
    #expect(directory(["SURTITLE_VOCABULARIES": "/v", "HOME": "/h"]) == "/v")
    #expect(directory(["XDG_CONFIG_HOME": "/c", "HOME": "/h"]) == "/c/surtitle/vocabularies")
    #expect(directory(["XDG_CONFIG_HOME": "c", "HOME": "/h"]) == "/h/.config/surtitle/vocabularies")
  }
}
