namespace LeadGen.Web.Operations;

/// <summary>What is written stands beside its place until all of it is there; what is not kept is gone.</summary>
public sealed class FilePart : IAsyncDisposable
{
    private const string Half = ".part";
    private const int BufferBytes = 64 * 1024;

    private readonly string _half;
    private readonly string _path;
    private readonly FileStream _stream;

    public FilePart(string path)
    {
        (_half, _path) = (path + Half, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _stream = new FileStream(
            _half,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            BufferBytes,
            FileOptions.Asynchronous
        );
    }

    public long Bytes => _stream.Length;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        _stream.WriteAsync(content, cancel);

    /// <summary>From its beginning.</summary>
    public Stream Read()
    {
        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Puts it in its place, on the disk for good.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        await _stream.FlushAsync(cancel);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        File.Move(_half, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        File.Delete(_half);
    }
}
