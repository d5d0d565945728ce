/// What lists may be called: as Amazon Transcribe has it, so that names can be taken over.
package enum VocabularyName {
  /// - Throws: `VocabularyError`.
  package static func check(_ name: String) throws {
    let allowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    // A name is also that of a file, and those with a full stop first are hidden.
    guard allowed, (1...200).contains(name.utf8.count), !name.hasPrefix(".") else {
      throw VocabularyError(
        .invalidName, list: "“\(name.prefix(40))”",
        "a list is named with letters, digits, “.”, “_” and “-” of ASCII, 1 to 200, no “.” first")
    }
  }
}
