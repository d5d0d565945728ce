package import Foundation
package import SystemPackage

/// That nothing is to be done with a media file, and what that rests on. While all of it is as it was, the file need not
/// be looked into again.
package struct Verdict: Hashable, Sendable {
  package enum Status: String, Sendable {
    case upToDate = "up-to-date"
    /// By a rule.
    case skipped
  }

  package var status: Status
  /// The rule that decided, and what it saw.
  package var rule: String?
  package var reason: String?
  package var media: FileIdentity
  package var evidence: [Evidence]
  /// What else whoever gave it wants to know the next time.
  package var details: Data?

  package init(
    _ status: Status, rule: String? = nil, reason: String? = nil, media: FileIdentity, evidence: [Evidence] = [],
    details: Data? = nil
  ) {
    self.status = status
    self.rule = rule
    self.reason = reason
    self.media = media
    self.evidence = evidence
    self.details = details
  }

  /// Whether the files that it rests on are as they were.
  package var holds: Bool {
    evidence.allSatisfy { FileStatus.at($0.path)?.identity == $0.identity }
  }
}

/// A file as it was when a verdict was given.
package struct Evidence: Hashable, Sendable {
  package var path: FilePath
  package var identity: FileIdentity

  package init(path: FilePath, identity: FileIdentity) {
    self.path = path
    self.identity = identity
  }

  /// The file at `path` as it is now; nil where there is none.
  package init?(at path: FilePath) {
    guard let status = FileStatus.at(path) else { return nil }
    self.init(path: path, identity: status.identity)
  }
}

/// Evidence as the catalogue keeps it, for tens of thousands of files a second: for each the length of its name and the
/// name, without its folder where that is the media's, then size, time and number, eight bytes each.
enum EvidenceCoding {
  static func encode(_ evidence: [Evidence], in folder: FilePath) -> Data {
    var data = Data()
    for entry in evidence {
      let isNear = entry.path.removingLastComponent() == folder
      let name = isNear ? entry.path.nameBytes : entry.path.bytes
      append(UInt16(clamping: name.count), to: &data)
      data += name.prefix(Int(UInt16.max))
      append(entry.identity.size, to: &data)
      append(entry.identity.modified, to: &data)
      append(entry.identity.inode, to: &data)
    }
    return data
  }

  /// Nil for what `encode` did not write.
  static func decode(_ data: Data, in folder: FilePath) -> [Evidence]? {
    var evidence: [Evidence] = []
    let isWhole = data.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        guard bytes.count - offset >= 2 else { return false }
        let length = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        offset += 2
        guard length > 0, bytes.count - offset >= length + 24 else { return false }
        let name = bytes[offset..<offset + length]
        offset += length
        func number(_ index: Int) -> UInt64 {
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self))
        }
        let identity = FileIdentity(
          size: Int64(bitPattern: number(0)), modified: Int64(bitPattern: number(1)), inode: number(2))
        offset += 24
        let path = name.first == UInt8(ascii: "/") ? FilePath(bytes: name) : folder.appending(name: name)
        evidence.append(Evidence(path: path, identity: identity))
      }
      return true
    }
    return isWhole ? evidence : nil
  }

  private static func append(_ value: some FixedWidthInteger, to data: inout Data) {
    withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
  }
}
