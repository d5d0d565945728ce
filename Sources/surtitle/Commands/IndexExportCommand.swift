internal import ArgumentParser
internal import Foundation
internal import Library
internal import MediaMetadata
internal import MetadataIndex
internal import Pipeline
internal import PluginHost
internal import SystemPackage

extension IndexCommand {
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write what is known of media for other programs.",
      discussion: """
        ndjson is for the bulk load of OpenSearch and Elasticsearch: a document for each segment. json has a line for each \
        file: title, streams, languages, speakers, chapters, keywords, summary, statistics. Both go to standard output \
        unless --output names a file. nfo, for Jellyfin and Kodi, chapters, as WebVTT, and ffmetadata make a file for each \
        media file, below the folder of --output.
        """)

    @Argument(help: "Files and folders; all that is in the index where none are named.", completion: .file())
    var paths: [String] = []

    @Option(help: ArgumentHelp("ndjson, json, nfo, chapters or ffmetadata.", valueName: "format"))
    var format: MetadataForm

    @Option(help: ArgumentHelp("Write to this file, or below this folder.", valueName: "path"), completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("The name of the index that ndjson is loaded into.", valueName: "name"))
    var index = "surtitle"

    @Flag(help: "Replace files that are there.")
    var overwrite = false

    func validate() throws {
      if format.isOfOneFile, output == nil { throw ValidationError("\(format.rawValue) needs a folder: --output DIR") }
      guard BulkDocuments.isIndexName(index) else {
        throw ValidationError("“\(index)” is no name of an index: small letters, digits, hyphens")
      }
    }

    func run() async throws {
      let workspace = try Workspace(.ofUser())
      defer { workspace.work.remove() }
      guard workspace.index.exists else { return StandardError.write(IndexCommand.nothing) }
      let here = FilePath(FileManager.default.currentDirectoryPath)
      let chosen = RawArguments.paths(for: paths).map { $0.absolute(in: here) }
      let target = output.map { RawArguments.path(for: $0).absolute(in: here) }
      let missing = try await Interruption.cancelling {
        let table =
          try format.isOfOneFile
          ? nil : target.map { try AtomicFileStream(to: $0, existing: overwrite ? .replace : .keep) }
        let sink = table.map { TableOutput.file($0) } ?? .standard
        let missing = try IndexUpkeep(workspace).export(below: chosen) { source in
          let data = try form(source)
          if format.isOfOneFile, let target {
            try write(data, for: source.path, chosen, below: target)
          } else {
            try sink.write(data)
          }
        }
        if !format.isOfOneFile { try sink.finish() }
        return missing
      }
      for path in missing { StandardError.write("\(path.display): what is stored of it is not whole; run it again\n") }
      if !missing.isEmpty { throw ExitStatus.someFailed }
    }

    private func form(_ source: IndexedSource) throws -> Data {
      if format == .ndjson {
        return try BulkDocuments.data(
          index: index, file: source.path.string, identity: source.identity, transcript: source.transcript,
          annotations: source.annotations)
      }
      let metadata = MediaMetadata(
        name: FilePath(bytes: source.path.nameBytes).string, media: source.media, transcript: source.transcript,
        embeddings: source.embeddings)
      switch format {
      case .nfo: return try MetadataNFO.data(of: metadata)
      case .chapters: return ChapterFiles.webVTT(metadata.chapters)
      case .ffmetadata: return ChapterFiles.ffmetadata(metadata)
      case .json, .ndjson:
        let known = try JSONValue(parsing: MetadataJSON.data(of: metadata, indented: false))
        return Data(known.merged(with: .object(JSONText.path(source.path))).line.utf8)
      }
    }

    /// In the tree that the media have below the folder that was named, or below the root.
    private func write(_ data: Data, for media: FilePath, _ roots: [FilePath], below target: FilePath) throws {
      var place = media.removingLastComponent()
      let root = roots.first { media.starts(with: $0) && $0 != media } ?? (roots.contains(media) ? place : "/")
      _ = place.removePrefix(root)
      let folder = target.pushing(place)
      try Directory.create(folder)
      let name = MediaName.base(of: media.nameBytes) + Array(".\(format.fileExtension)".utf8)
      let path = folder.appending(name: name)
      try AtomicFile.write(data, to: path, existing: overwrite ? .replace : .keep)
      StandardError.write("\(path.display)\n")
    }
  }
}

/// What is told about media, and how.
enum MetadataForm: String, CaseIterable, ExpressibleByArgument {
  case ndjson, json, nfo, chapters, ffmetadata

  /// Whether each media file has a file of its own.
  var isOfOneFile: Bool {
    switch self {
    case .ndjson, .json: false
    case .nfo, .chapters, .ffmetadata: true
    }
  }

  var fileExtension: String {
    switch self {
    case .chapters: "chapters.vtt"
    case .ndjson, .json, .nfo, .ffmetadata: rawValue
    }
  }
}
