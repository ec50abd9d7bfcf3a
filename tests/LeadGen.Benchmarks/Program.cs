Console.WriteLine("usage: capture | landing");
