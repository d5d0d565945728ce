public import SystemPackage

/// A model in the model folder, complete.
public struct InstalledModel: Hashable, Sendable {
  public enum Origin: Hashable, Sendable {
    /// Every file has the digest of the catalogue entry of this name (which may differ from the folder's).
    case catalogue(String)
    /// Brought by the user; digests are those of the day it came.
    case imported
    /// A folder that was put there by hand, without record.
    case unrecorded
  }

  public var name: String
  public var folder: FilePath
  public var origin: Origin
  /// nil for an unrecorded folder.
  public var kind: ModelKind?
  /// SPDX identifier where known.
  public var licence: String?
  /// With digests where recorded; empty strings for an unrecorded folder.
  public var files: [ModelFile]

  package init(
    name: String, folder: FilePath, origin: Origin, kind: ModelKind?, licence: String?, files: [ModelFile]
  ) {
    self.name = name
    self.folder = folder
    self.origin = origin
    self.kind = kind
    self.licence = licence
    self.files = files
  }

  public var byteCount: Int64 { files.reduce(0) { $0 + $1.byteCount } }
}
