package import Library
package import SystemPackage
package import Transcript

/// Where the results of a file belong and what they are called.
///
/// `<Base>.<language>.<extension>` beside the media, the base byte for byte, as media servers expect it. Where two media
/// files in a folder have the same base (`Film.mp4`, `Film.mkv`), only one of them can have it: the one whose results
/// have it already, else the first by name. The others keep their extension: `Film.mp4.en.srt`.
package struct OutputNaming: Sendable {
  /// Below this folder the tree of the library is mirrored; nil to write beside the media.
  package var outputDirectory: FilePath?

  package init(outputDirectory: FilePath? = nil) {
    self.outputDirectory = outputDirectory
  }

  package func folder(for item: MediaItem) -> FilePath {
    guard let outputDirectory else { return item.folder }
    return item.subfolder.isEmpty
      ? outputDirectory : FilePath(bytes: outputDirectory.bytes + [UInt8(ascii: "/")] + item.subfolder.bytes)
  }

  package func path(for item: MediaItem, base: [UInt8], language: LanguageTag, extension: String) -> FilePath {
    folder(for: item).appending(name: base + Array(".\(language.code).\(`extension`)".utf8))
  }

  /// What the names of each item's results start with. An item is told apart from all media in its own folder, whether
  /// or not they are part of this run, and from the items of other folders that write to the same place.
  package func bases(for items: [MediaItem], keeping owners: some OutputOwners) -> [MediaItem: [UInt8]] {
    var groups: [Claim: [MediaItem]] = [:]
    for item in items {
      groups[Claim(folder: folder(for: item), base: MediaName.base(of: item.name)), default: []].append(item)
    }
    var namesInFolder: [FilePath: [[UInt8]]] = [:]
    var bases: [MediaItem: [UInt8]] = [:]
    for (claim, members) in groups {
      var rivals = Set(members.map(\.path))
      for member in members {
        let names = namesInFolder[member.folder] ?? siblings(in: member.folder)
        namesInFolder[member.folder] = names
        for name in names where MediaName.base(of: name) == claim.base {
          rivals.insert(member.folder.appending(name: name))
        }
      }
      let owner = owners.owner(ofNamesLike: claim.folder.appending(name: claim.base), among: rivals)
      // Without an owner the order of the names decides, whichever of the files this run is about.
      let first = owner ?? rivals.min { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      for member in members { bases[member] = member.path == first ? claim.base : member.name }
    }
    return bases
  }

  private struct Claim: Hashable {
    var folder: FilePath
    var base: [UInt8]
  }

  private func siblings(in folder: FilePath) -> [[UInt8]] {
    ((try? Directory.names(in: folder)) ?? []).filter { MediaName.isMedia($0) && !MediaName.isIgnored($0) }
  }
}

/// Knows which media file the results with a certain name were written for.
package protocol OutputOwners {
  /// The one of `candidates` for which files named `<stem>.…` were written, if any.
  func owner(ofNamesLike stem: FilePath, among candidates: Set<FilePath>) -> FilePath?
}
