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
  /// What names say besides the language.
  var sidecars = SidecarSettings()

  package init(outputDirectory: FilePath? = nil, sidecars: SidecarSettings = SidecarSettings()) {
    self.outputDirectory = outputDirectory
    self.sidecars = sidecars
  }

  package func folder(for item: MediaItem) -> FilePath {
    mirror(of: item.subfolder) ?? item.folder
  }

  private func mirror(of subfolder: FilePath) -> FilePath? {
    guard let outputDirectory, !subfolder.isEmpty else { return outputDirectory }
    return FilePath(bytes: outputDirectory.bytes + [UInt8(ascii: "/")] + subfolder.bytes)
  }

  /// Removes results of the media in `folder` that were not finished because their writer was killed, also where another
  /// program has made them since.
  func removeLeftovers(of folder: ScannedFolder) {
    folder.removeLeftovers()
    if let mirror = mirror(of: folder.subfolder) { AtomicFile.removeLeftovers(in: mirror) }
  }

  /// - Parameters:
  ///   - suffix: what comes after the language: `srt`, `forced.srt`.
  ///   - isMain: whether the file may be marked as the one to show.
  package func path(
    for item: MediaItem, base: [UInt8], language: LanguageTag, suffix: String, isMain: Bool = false
  ) -> FilePath {
    let title = sidecars.title.isEmpty ? "" : ".\(sidecars.title)"
    let mark = isMain && sidecars.isDefault ? ".default" : ""
    return folder(for: item).appending(name: base + Array("\(title).\(language.code)\(mark).\(suffix)".utf8))
  }
}

/// Gives the names that results start with, folder by folder. An item is told apart from all media in its own folder,
/// whether or not they are part of this run, and from the items of other folders that write to the same place.
package struct BaseNames {
  private let naming: OutputNaming
  private let owners: any OutputOwners
  /// What was given where results of several folders come together.
  private var taken: [FilePath: FilePath] = [:]

  package init(_ naming: OutputNaming, keeping owners: any OutputOwners) {
    self.naming = naming
    self.owners = owners
  }

  package mutating func base(of item: MediaItem, in folder: ScannedFolder) -> [UInt8] {
    let base = MediaName.base(of: item.name)
    let rivals = folder.names(beginningWith: base).filter {
      MediaName.isMedia($0) && !MediaName.isIgnored($0) && MediaName.base(of: $0) == base
    }
    let isShared = naming.outputDirectory != nil
    guard rivals.count > 1 || isShared else { return base }

    let stem = naming.folder(for: item).appending(name: base)
    let paths = Set(rivals.map { folder.path.appending(name: $0) } + [item.path])
    let owner = owners.owners(ofNamesLike: stem).first {
      paths.contains($0) || isShared && FileStatus.at($0) != nil
    }
    // Without an owner the order of the names decides, whichever of the files this run is about.
    let first = owner ?? taken[stem] ?? paths.min { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    guard first == item.path else { return item.name }
    if isShared { taken[stem] = item.path }
    return base
  }
}

/// Knows which media files the results with certain names were written for.
package protocol OutputOwners: Sendable {
  /// The media for which files named `<stem>.…` were written.
  func owners(ofNamesLike stem: FilePath) -> [FilePath]
}
