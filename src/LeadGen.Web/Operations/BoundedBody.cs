using System.Buffers;

namespace LeadGen.Web.Operations;

/// <summary>Reads a body that anybody may send, up to a limit.</summary>
public static class BoundedBody
{
    /// <summary>Null where it is larger than allowed; then the rest is not read.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be read to its end.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancel)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
