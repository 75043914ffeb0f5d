<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ActionBar</name>
    <message>
        <source>受理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Finish</translation>
    </message>
</context>
<context>
    <name>BindingPanel</name>
    <message>
        <source>驱动</source>
        <translation>Driver</translation>
    </message>
    <message>
        <source>端口或地址</source>
        <translation>Port or address</translation>
    </message>
    <message>
        <source>速率</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>协议配置</source>
        <translation>Protocol profile</translation>
    </message>
    <message>
        <source>保存并连接</source>
        <translation>Save and connect</translation>
    </message>
    <message>
        <source>试输入：你好</source>
        <translation>Try typing: ni hao</translation>
    </message>
    <message>
        <source>试输入</source>
        <translation>Try typing</translation>
    </message>
    <message>
        <source>例：{where}</source>
        <translation>Example: {where}</translation>
    </message>
    <message>
        <source>自动</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>常用的（自动）</source>
        <translation>The usual one (automatic)</translation>
    </message>
    <message>
        <source>用端口 {port}</source>
        <translation>Use port {port}</translation>
    </message>
</context>
<context>
    <name>CapturePanel</name>
    <message>
        <source>高拍</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>演示设备</source>
        <translation>Demo device</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>高拍仪画面</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>材料页</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>还没有材料页。放好材料，按 F6 或回车拍一页。</source>
        <translation>No pages yet. Lay the paper down, then press F6 or Enter.</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>彩色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>灰度</source>
        <translation>Grey</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>左转</source>
        <translation>Turn left</translation>
    </message>
    <message>
        <source>右转</source>
        <translation>Turn right</translation>
    </message>
    <message>
        <source>前移</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>后移</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Retake</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>另存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>拍一页</source>
        <translation>Take page</translation>
    </message>
    <message>
        <source>{action}（在材料页上按 {key}）</source>
        <translation>{action} ({key} on the page)</translation>
    </message>
    <message>
        <source>高拍 · {material}</source>
        <translation>Camera · {material}</translation>
    </message>
    <message>
        <source>停止扫描</source>
        <translation>Stop scanning</translation>
    </message>
    <message>
        <source>正在打开高拍仪</source>
        <translation>Opening the camera</translation>
    </message>
    <message>
        <source>高拍仪{state}</source>
        <translation>Camera: {state}</translation>
    </message>
    <message>
        <source>可以用扫描仪，也可以先收纸质材料</source>
        <translation>The scanner works, and paper can be taken in as well</translation>
    </message>
    <message>
        <source>可以先收纸质材料</source>
        <translation>Paper can be taken in meanwhile</translation>
    </message>
    <message>
        <source>放好第 {n} 页，按 F6 重拍</source>
        <translation>Lay down page {n} and press F6 to take it again</translation>
    </message>
    <message>
        <source>{n} 页，{size} KB</source>
        <translation>Pages: {n}, {size} KB</translation>
    </message>
    <message>
        <source>上传中，还有 {n} 页</source>
        <translation>uploading, {n} left</translation>
    </message>
    <message>
        <source>待上传 {n} 页</source>
        <translation>{n} to upload</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>第 {n} 页，{size} KB</source>
        <translation>Page {n}, {size} KB</translation>
    </message>
    <message>
        <source>已上传</source>
        <translation>uploaded</translation>
    </message>
    <message>
        <source>待上传</source>
        <translation>to be uploaded</translation>
    </message>
    <message>
        <source>第 {n} 页</source>
        <translation>Page {n}</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>办件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>按住显示完整内容</source>
        <translation>Hold to show in full</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>保存更正</source>
        <translation>Save corrections</translation>
    </message>
    <message>
        <source>加一条备注</source>
        <translation>Add a note</translation>
    </message>
    <message>
        <source>加备注</source>
        <translation>Add note</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>更正联系方式</source>
        <translation>Correct contact data</translation>
    </message>
    <message>
        <source>正在打开办件</source>
        <translation>Opening the case</translation>
    </message>
    <message>
        <source>（空）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>现在：{value}</source>
        <translation>Now: {value}</translation>
    </message>
    <message>
        <source>填新的；不改就留空</source>
        <translation>Type the new one; leave empty to keep it</translation>
    </message>
    <message>
        <source>收件凭证打印 {copies} 次</source>
        <translation>Receipt printed {copies} times</translation>
    </message>
    <message>
        <source>没有收件凭证</source>
        <translation>No receipt</translation>
    </message>
    <message>
        <source>已评价</source>
        <translation>Evaluated</translation>
    </message>
    <message>
        <source>未评价</source>
        <translation>Not evaluated</translation>
    </message>
    <message>
        <source>补打凭证</source>
        <translation>Reprint receipt</translation>
    </message>
    <message>
        <source>申请人 {name}</source>
        <translation>Applicant {name}</translation>
    </message>
</context>
<context>
    <name>ConflictPanel</name>
    <message>
        <source>本机</source>
        <translation>This window</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>按住显示完整内容</source>
        <translation>Hold to show in full</translation>
    </message>
    <message>
        <source>确认处理</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>都选好了，按 Enter 确认。</source>
        <translation>All chosen: Enter settles.</translation>
    </message>
    <message>
        <source>还有 {n} 项没有选：按 1、2 或 3。</source>
        <translation>{n} still to choose: press 1, 2 or 3.</translation>
    </message>
</context>
<context>
    <name>DemoMenu</name>
    <message>
        <source>演示设备</source>
        <translation>Demo devices</translation>
    </message>
    <message>
        <source>取一个号</source>
        <translation>Take a ticket</translation>
    </message>
    <message>
        <source>放上身份证</source>
        <translation>Lay a card down</translation>
    </message>
    <message>
        <source>拿走身份证</source>
        <translation>Take the card away</translation>
    </message>
    <message>
        <source>打开大厅屏</source>
        <translation>Open the hall screen</translation>
    </message>
    <message>
        <source>其余设备都用模拟的</source>
        <translation>Simulate all other devices</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>所选记录</source>
        <translation>Selected record</translation>
    </message>
</context>
<context>
    <name>DeviceCentrePage</name>
    <message>
        <source>设备中心</source>
        <translation>Device centre</translation>
    </message>
    <message>
        <source>一键诊断</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>按 Esc 回到工作台；设备有变化，这里马上更新。</source>
        <translation>Esc returns to the workbench; changes of devices show here at once.</translation>
    </message>
    <message>
        <source>诊断报告已写好，不含个人信息：{file}</source>
        <translation>The report is written, without personal data: {file}</translation>
    </message>
</context>
<context>
    <name>DeviceKinds</name>
    <message>
        <source>常用的（自动）</source>
        <translation>The usual one (automatic)</translation>
    </message>
    <message>
        <source>没有这台设备</source>
        <translation>There is no such device</translation>
    </message>
    <message>
        <source>身份证读卡</source>
        <translation>ID card reader</translation>
    </message>
    <message>
        <source>把证平放在读卡器上停 2 秒。三次读不到，先重连；仍不行就手工填写并留存复印件。</source>
        <translation>Lay the card flat on the reader for 2 seconds. After three failures reconnect; if that does not help, type the data and keep a copy.</translation>
    </message>
    <message>
        <source>串口（SAM 协议）</source>
        <translation>Serial (SAM protocol)</translation>
    </message>
    <message>
        <source>厂家的本机服务</source>
        <translation>The vendor&apos;s local service</translation>
    </message>
    <message>
        <source>厂家的动态库 termb</source>
        <translation>The vendor&apos;s library termb</translation>
    </message>
    <message>
        <source>扫码枪</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>按「测试」后 5 秒内扫任意一个码。当键盘用的枪，最好设成串口，输入法就不会打乱它。</source>
        <translation>Press Test and scan any code within 5 seconds. A scanner that types is better set to serial, so that no input method garbles it.</translation>
    </message>
    <message>
        <source>串口</source>
        <translation>Serial</translation>
    </message>
    <message>
        <source>当键盘用</source>
        <translation>Types like a keyboard</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>插好 USB 线，把纸放平，四角都在画面里。没有高拍仪时，可以先收纸件。</source>
        <translation>Plug in the USB cable and lay the sheet flat with all four corners in view. Without a camera, take the paper for now.</translation>
    </message>
    <message>
        <source>USB 摄像头</source>
        <translation>USB camera</translation>
    </message>
    <message>
        <source>摄像头的名称；空着就用第一个</source>
        <translation>name of the camera; empty: the first</translation>
    </message>
    <message>
        <source>扫描仪</source>
        <translation>Page scanner</translation>
    </message>
    <message>
        <source>一叠纸放进进纸器，正面朝上。卡纸时打开盖子取出，再扫一次。</source>
        <translation>Put the sheets into the feeder, face up. If one jams, open the lid, take it out and scan again.</translation>
    </message>
    <message>
        <source>系统的扫描服务（SANE）</source>
        <translation>The system&apos;s scanning service (SANE)</translation>
    </message>
    <message>
        <source>扫描仪的名称；空着就用第一个</source>
        <translation>name of the scanner; empty: the first</translation>
    </message>
    <message>
        <source>评价器</source>
        <translation>Evaluator</translation>
    </message>
    <message>
        <source>评价器不通时，办结后在评价屏上评价，不影响办理。</source>
        <translation>While the evaluator is away, citizens rate on the evaluation screen; the work goes on.</translation>
    </message>
    <message>
        <source>A4 打印</source>
        <translation>A4 printer</translation>
    </message>
    <message>
        <source>80mm 小票</source>
        <translation>80 mm slips</translation>
    </message>
    <message>
        <source>「测试」会打出一行字。缺纸时换一卷，热敏面朝外，盖好就接着打。</source>
        <translation>Test prints one line. When the paper is out, put in a roll with the thermal side outwards and close the lid.</translation>
    </message>
    <message>
        <source>窗口屏</source>
        <translation>Window display</translation>
    </message>
    <message>
        <source>「测试」会显示“测试”两个字，随后换回本窗口的内容。</source>
        <translation>Test shows a test word, then what belongs to this window again.</translation>
    </message>
    <message>
        <source>呼叫器</source>
        <translation>Call pad</translation>
    </message>
    <message>
        <source>呼叫器不通时，用键盘的 F2、F3、F4 叫号，功能一样。</source>
        <translation>While the call pad is away, F2, F3 and F4 of the keyboard do the same.</translation>
    </message>
    <message>
        <source>大厅屏</source>
        <translation>Hall screen</translation>
    </message>
    <message>
        <source>大厅屏由另一台电脑显示，叫号经服务器送到。「测试」在这台电脑上打开同样的画面。</source>
        <translation>Another computer shows the hall screen; calls reach it through the hub. Test opens the same picture here.</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>「测试」念一遍叫号。听不到时，看系统音量和音箱电源。</source>
        <translation>Test speaks one call. If nothing is heard, look at the system&apos;s volume and the power of the loudspeaker.</translation>
    </message>
    <message>
        <source>中文输入</source>
        <translation>Chinese input</translation>
    </message>
    <message>
        <source>在「试输入」里打几个汉字。打不出来时，在系统里装好 fcitx5 或 ibus，再打开程序。</source>
        <translation>Type some Chinese into the trial box. If that fails, install fcitx5 or ibus and open the program again.</translation>
    </message>
    <message>
        <source>网口</source>
        <translation>Network port</translation>
    </message>
    <message>
        <source>换打印机</source>
        <translation>Change printer</translation>
    </message>
    <message>
        <source>厂家的扫描程序</source>
        <translation>The maker&apos;s scanning program</translation>
    </message>
    <message>
        <source>模拟</source>
        <translation>Simulated</translation>
    </message>
    <message>
        <source>系统的读卡服务（PC/SC）</source>
        <translation>The system&apos;s card service (PC/SC)</translation>
    </message>
    <message>
        <source>USB（只写不读）</source>
        <translation>USB (writes only)</translation>
    </message>
    <message>
        <source>平板</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>打印机先装进系统，再在这里选。文书都已保存，修好或换好后自动接着打。</source>
        <translation>Install the printer in the system first, then choose it here. All papers are kept; printing goes on by itself once it is mended or changed.</translation>
    </message>
    <message>
        <source>工作证</source>
        <translation>Staff card</translation>
    </message>
    <message>
        <source>把工作证放在读卡器上。读卡器要先装进系统的读卡服务（PC/SC），这里才找得到它。</source>
        <translation>Lay the staff card on its reader. The reader is found here once the system&apos;s card service (PC/SC) knows it.</translation>
    </message>
    <message>
        <source>读卡器的名称；空着就用第一个</source>
        <translation>Name of the reader; empty for the first</translation>
    </message>
</context>
<context>
    <name>DeviceLineCard</name>
    <message>
        <source>演示设备</source>
        <translation>Demo device</translation>
    </message>
    <message>
        <source>测试</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>重连</source>
        <translation>Reconnect</translation>
    </message>
    <message>
        <source>使用模拟</source>
        <translation>Simulate</translation>
    </message>
    <message>
        <source>停用模拟</source>
        <translation>Stop simulating</translation>
    </message>
    <message>
        <source>{time} 正常</source>
        <translation>well at {time}</translation>
    </message>
    <message>
        <source>上次正常 {time}</source>
        <translation>last well {time}</translation>
    </message>
</context>
<context>
    <name>DocumentPanel</name>
    <message>
        <source>文书</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>补打原因</source>
        <translation>Reason for printing again</translation>
    </message>
    <message>
        <source>在这台打印机上重打</source>
        <translation>Print on this printer</translation>
    </message>
    <message>
        <source>另存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>文书预览</source>
        <translation>Preview of the document</translation>
    </message>
    <message>
        <source>已打印 {n} 次</source>
        <translation>Printed: {n}</translation>
    </message>
    <message>
        <source>没有可用的打印机；可以另存为 PDF</source>
        <translation>There is no printer to use; it can be saved as PDF</translation>
    </message>
    <message>
        <source>补打第 {n} 次</source>
        <translation>Print again ({n})</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>先选补打原因，原因会记入办理记录</source>
        <translation>Choose the reason first; it goes into the record</translation>
    </message>
    <message>
        <source>第 {n} 页</source>
        <translation>Page {n}</translation>
    </message>
    <message>
        <source>收件凭证 {number}</source>
        <translation>Receipt {number}</translation>
    </message>
    <message>
        <source>演示设备</source>
        <translation>Demo device</translation>
    </message>
</context>
<context>
    <name>EvaluationPage</name>
    <message>
        <source>服务评价</source>
        <translation>Evaluation</translation>
    </message>
    <message>
        <source>按 {n} 键</source>
        <translation>Key {n}</translation>
    </message>
    <message>
        <source>非常满意</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>基本满意</source>
        <translation>Fairly satisfied</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>非常不满意</source>
        <translation>Very dissatisfied</translation>
    </message>
    <message>
        <source>欢迎您来办事</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>谢谢您的评价</source>
        <translation>Thank you for your evaluation</translation>
    </message>
    <message>
        <source>评价不会让窗口人员看到，只用来改进服务。</source>
        <translation>The staff at the window do not see it; it serves to improve the service.</translation>
    </message>
    <message>
        <source>请评价 {clerk} 的服务</source>
        <translation>How was the service of {clerk}?</translation>
    </message>
    <message>
        <source>还有 {n} 秒，不评价也可以</source>
        <translation>{n} seconds left; you need not evaluate</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>放在哪里</source>
        <translation>Where to</translation>
    </message>
    <message>
        <source>选文件夹</source>
        <translation>Choose folder</translation>
    </message>
    <message>
        <source>口令（至少 12 个字符）</source>
        <translation>Passphrase (at least 12 characters)</translation>
    </message>
    <message>
        <source>再输入一次口令</source>
        <translation>Passphrase again</translation>
    </message>
    <message>
        <source>导出离线包</source>
        <translation>Export outbox</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>导出进度</source>
        <translation>Export progress</translation>
    </message>
    <message>
        <source>网络一直不通时，把待上传的记录加密存到 U 盘，交给管理员导入服务器。本机的记录不会少。</source>
        <translation>When the network stays away, save what waits on a USB stick, encrypted, and give it to the administrator for the server. Nothing leaves this machine&apos;s own records.</translation>
    </message>
    <message>
        <source>已导出 {n} 条到 {file}</source>
        <translation>{n} records exported to {file}</translation>
    </message>
    <message>
        <source>离线包放在哪里</source>
        <translation>Where to put the outbox</translation>
    </message>
</context>
<context>
    <name>FailedPanel</name>
    <message>
        <source>原因</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>告诉管理员；这条记录留在本机，不会丢</source>
        <translation>Tell the administrator; the record stays on this machine and is not lost</translation>
    </message>
    <message>
        <source>换新编号并重打凭证</source>
        <translation>New number and receipt</translation>
    </message>
    <message>
        <source>重报</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>填报信息</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>已存 {at}</source>
        <translation>Saved {at}</translation>
    </message>
    <message>
        <source>已自动带入 {n} 项</source>
        <translation>{n} filled in automatically</translation>
    </message>
    <message>
        <source>还差 {n} 项</source>
        <translation>{n} missing</translation>
    </message>
</context>
<context>
    <name>GapBar</name>
    <message>
        <source>已受理，办件编号 {number}</source>
        <translation>Accepted as case {number}</translation>
    </message>
    <message>
        <source>受理前还差 {n} 项</source>
        <translation>{n} still missing</translation>
    </message>
    <message>
        <source>材料和信息都齐了，可以受理</source>
        <translation>All is there; it can be accepted</translation>
    </message>
    <message>
        <source>先做这 {n} 项</source>
        <translation>The first {n}</translation>
    </message>
    <message>
        <source>办理情形</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>填报信息</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>材料清单</source>
        <translation>Materials</translation>
    </message>
    <message>
        <source>{what}：{matter}</source>
        <translation>{what}: {matter}</translation>
    </message>
    <message>
        <source>可以容缺受理；{when}{name}</source>
        <translation>Can be accepted. {when}: {name}</translation>
    </message>
    <message>
        <source>可以容缺受理；{when}{name}等 {n} 项</source>
        <translation>Can be accepted. {when}: {name}, {n} in all</translation>
    </message>
</context>
<context>
    <name>HallPage</name>
    <message>
        <source>星期一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>星期日</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>{month}月{day}日 {weekday}</source>
        <translation>{month}/{day} {weekday}</translation>
    </message>
    <message>
        <source>请到</source>
        <translation>go to</translation>
    </message>
    <message>
        <source>请留意叫号</source>
        <translation>Listen for your number</translation>
    </message>
    <message>
        <source>现在等候</source>
        <translation>Waiting now</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>人</source>
        <translation> people</translation>
    </message>
    <message>
        <source>网络中断，听窗口叫号</source>
        <translation>Network down: listen to the windows</translation>
    </message>
    <message>
        <source>最后更新 {time}</source>
        <translation>Last update {time}</translation>
    </message>
    <message>
        <source>请留意屏幕和广播，过号请到原窗口说明</source>
        <translation>Watch the screen and listen; if you missed your number, tell the window</translation>
    </message>
    <message>
        <source>老年人、残疾人、孕妇、军人等可以优先办理，请告诉工作人员</source>
        <translation>The elderly, disabled, pregnant and soldiers go first: tell our staff</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>综窗工作台</source>
        <translation>Zongchuang</translation>
    </message>
    <message>
        <source>主题与字号</source>
        <translation>Theme and text size</translation>
    </message>
    <message>
        <source>身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>A4 打印</source>
        <translation>A4 printer</translation>
    </message>
    <message>
        <source>小票</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>评价器</source>
        <translation>Evaluator</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>扫码枪</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>窗口屏</source>
        <translation>Window display</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>字号 {n}%</source>
        <translation>Text {n} %</translation>
    </message>
    <message>
        <source>呼叫器</source>
        <translation>Call pad</translation>
    </message>
    <message>
        <source>评价平板</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>{standing}（点开同步中心）</source>
        <translation>{standing} (click for the sync centre)</translation>
    </message>
    <message>
        <source>扫描仪</source>
        <translation>Page scanner</translation>
    </message>
    <message>
        <source>工作证</source>
        <translation>Staff card</translation>
    </message>
    <message>
        <source>找事项、办件、命令</source>
        <translation>Find items, cases, commands</translation>
    </message>
    <message>
        <source>Ctrl+K  找事项、办件、命令（可用拼音首字母）</source>
        <translation>Ctrl+K  Find items, cases, commands</translation>
    </message>
    <message>
        <source>未上岗</source>
        <translation>Nobody on duty</translation>
    </message>
    <message>
        <source>离岗按 Ctrl+L；换人刷工作证，或按 Ctrl+K 输入工号</source>
        <translation>Ctrl+L goes off duty; a staff card, or a staff number after Ctrl+K, changes the clerk</translation>
    </message>
    <message>
        <source>Ctrl+K  输入工号或姓名，按 Enter 上岗</source>
        <translation>Ctrl+K  staff number or name, then Enter</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>帮助与按键</source>
        <translation>Help and keys</translation>
    </message>
    <message>
        <source>这一屏的按键</source>
        <translation>Keys of this screen</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>读不到身份证：把证平放在读卡器上停 2 秒，再按 F5；三次不成就手工填写，并留存复印件。</source>
        <translation>The ID card is not read: lay it flat on the reader for 2 seconds and press F5; after three attempts fill in by hand and keep a copy.</translation>
    </message>
    <message>
        <source>打印机没有反应：文书已经保存。在文书页换一台打印机，或修好后再打，不会重复编号。</source>
        <translation>The printer does nothing: the document is kept. Choose another printer on the documents page, or print when it is mended; no number is given twice.</translation>
    </message>
    <message>
        <source>网络断了：照常受理和办结，数据存在本机，恢复后自动上传；右上角一直显示待上传件数。</source>
        <translation>The network is down: accept and finish as usual. All is kept here and goes up by itself later; the upper right corner shows how much waits.</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>下一位</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>已叫号，请到本窗口</source>
        <translation>Called to this window</translation>
    </message>
    <message>
        <source>正在打开本机数据</source>
        <translation>Opening the local data</translation>
    </message>
    <message>
        <source>没有等候的人</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message>
        <source>第 {n} 次呼叫</source>
        <translation>Call {n}</translation>
    </message>
    <message>
        <source>已等 {n} 分</source>
        <translation>Waiting {n} min</translation>
    </message>
    <message>
        <source>有人取号后 F2 就可用；没取号的，按 Ctrl+N 直接办。</source>
        <translation>F2 works as soon as a ticket is taken; for those without one press Ctrl+N.</translation>
    </message>
    <message>
        <source>为什么是他：{why}</source>
        <translation>Why this one: {why}</translation>
    </message>
    <message>
        <source>没有连上大厅队列</source>
        <translation>Not connected to the hall&apos;s queue</translation>
    </message>
    <message>
        <source>F2 叫本窗口手里的号，没有就手工叫号；没取号的，按 Ctrl+N 直接办。</source>
        <translation>F2 calls a ticket that this window holds, else a number you type. Without a ticket: Ctrl+N.</translation>
    </message>
    <message>
        <source>正在叫号</source>
        <translation>Calling</translation>
    </message>
    <message>
        <source>上岗</source>
        <translation>Come on duty</translation>
    </message>
</context>
<context>
    <name>ItemTabs</name>
    <message>
        <source>本次办理的事项</source>
        <translation>Items of this visit</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>KioskPage</name>
    <message>
        <source>点要办的业务，取号</source>
        <translation>Touch what you came for to take a number</translation>
    </message>
    <message>
        <source>等候 {people} 人</source>
        <translation>{people} waiting</translation>
    </message>
    <message>
        <source>网络中断，照常取号</source>
        <translation>Network down, numbers are given as usual</translation>
    </message>
    <message>
        <source>没有小票，取号后请记下号码</source>
        <translation>No paper: please note your number</translation>
    </message>
    <message>
        <source>大字版</source>
        <translation>Large print</translation>
    </message>
    <message>
        <source>标准版</source>
        <translation>Standard print</translation>
    </message>
    <message>
        <source>正在取号…</source>
        <translation>Taking a number…</translation>
    </message>
    <message>
        <source>前面还有 {people} 人</source>
        <translation>{people} before you</translation>
    </message>
    <message>
        <source>请到 {window}</source>
        <translation>Please go to {window}</translation>
    </message>
    <message>
        <source>正在打印小票，请稍候</source>
        <translation>Printing your slip, please wait</translation>
    </message>
    <message>
        <source>请取走小票，留意叫号</source>
        <translation>Please take your slip and listen for your number</translation>
    </message>
    <message>
        <source>请记下号码，没有小票</source>
        <translation>Please note your number, there is no slip</translation>
    </message>
    <message>
        <source>现在不取号</source>
        <translation>No numbers are given now</translation>
    </message>
    <message>
        <source>取号时间 {hours}</source>
        <translation>Numbers are given {hours}</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>小票纸快用完，请告诉工作人员</source>
        <translation>Paper is running low: please tell the staff</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>综窗工作台</source>
        <translation>Zongchuang</translation>
    </message>
</context>
<context>
    <name>Materials</name>
    <message>
        <source>材料清单</source>
        <translation>Materials</translation>
    </message>
    <message>
        <source>选了事项以后，要收的材料列在这里。</source>
        <translation>When an item is chosen, the materials to take in are listed here.</translation>
    </message>
    <message>
        <source>这种情形不用交材料。</source>
        <translation>This situation needs no materials.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>用于 {items}</source>
        <translation>For {items}</translation>
    </message>
    <message>
        <source>{n} 页 {size} KB</source>
        <translation>{n} p. {size} KB</translation>
    </message>
    <message>
        <source>待上传 {n}</source>
        <translation>{n} to upload</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>等待评价 {n} 秒；可以直接叫下一位</source>
        <translation>Evaluation open for {n} s; the next can be called now</translation>
    </message>
    <message>
        <source>已评价，谢谢</source>
        <translation>Evaluated, thank you</translation>
    </message>
    <message>
        <source>未评价</source>
        <translation>Not evaluated</translation>
    </message>
    <message>
        <source>等待评价 {n} 秒</source>
        <translation>Waiting for the rating, {n} s</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>M月d日</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>；</source>
        <translation>. </translation>
    </message>
    <message>
        <source>。</source>
        <translation>.</translation>
    </message>
    <message>
        <source>还没有开始办理｜｜先叫号，或用无号直办</source>
        <translation>No visit is open｜｜Call a ticket or start a walk-in</translation>
    </message>
    <message>
        <source>还没有选事项｜｜按 Ctrl+M 加办一件</source>
        <translation>No item is chosen｜｜Add one with Ctrl+M</translation>
    </message>
    <message>
        <source>这一件已经受理｜受理后的内容不能在这里改｜要改就按更正办理</source>
        <translation>This case is accepted already｜What was accepted cannot be changed here｜Handle a change as a correction</translation>
    </message>
    <message>
        <source>没有做成｜这次办理已经结束｜叫下一位，或用无号直办</source>
        <translation>Not done｜This visit is over｜Call the next or start a walk-in</translation>
    </message>
    <message>
        <source>没有存上｜这次办理已经结束，或不是在这台电脑上开始的｜叫下一位，或用无号直办</source>
        <translation>Not saved｜This visit is over, or began on another computer｜Call the next or start a walk-in</translation>
    </message>
    <message>
        <source>没有记下核验｜信息是手工填写的，不是读卡得来｜把证放在读卡器上按 F5</source>
        <translation>The verification was not noted｜The data was typed, not read from a card｜Lay the card on the reader and press F5</translation>
    </message>
    <message>
        <source>没有做成｜这件事项已不在本次办理里｜重新加办</source>
        <translation>Not done｜The item is no longer part of this visit｜Add it again</translation>
    </message>
    <message>
        <source>没有选上｜目录里没有这个答案，目录可能刚更新过｜移除事项后重新加办</source>
        <translation>Not chosen｜The catalogue has no such answer; it may just have been renewed｜Remove the item and add it again</translation>
    </message>
    <message>
        <source>上次没办完的打不开｜暂存的内容由另一个版本写成，或已损坏｜已受理的都在；没受理的重新办，并告诉管理员</source>
        <translation>The unfinished visit cannot be opened｜Another version wrote it, or it is damaged｜What was accepted is safe; take the rest in again and tell the administrator</translation>
    </message>
    <message>
        <source>已接着上次没办完的｜｜填过的内容都在</source>
        <translation>The unfinished visit is back｜｜Everything typed is kept</translation>
    </message>
    <message>
        <source>没有采用这张证｜本次已有办件受理，这张证是另一个人的｜先按 F12 办结，再为这个人开始办理</source>
        <translation>The card was not used｜It is another person&apos;s, and a case of this visit is accepted｜Finish with F12, then start a visit for this person</translation>
    </message>
    <message>
        <source>已改选</source>
        <translation>Answer changed</translation>
    </message>
    <message>
        <source>已移除事项</source>
        <translation>Item removed</translation>
    </message>
    <message>
        <source>材料已改</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>材料变化：{change}</source>
        <translation>Materials: {change}</translation>
    </message>
    <message>
        <source>还不能受理｜还差 {count} 项｜光标已到第一项，补好后再按 Ctrl+Enter</source>
        <translation>It cannot be accepted yet｜{count} things are missing｜The cursor is on the first; press Ctrl+Enter when all are there</translation>
    </message>
    <message>
        <source>现在不能办「{item}」｜事项已取消，或还没有生效｜找替代的事项，并告诉申请人</source>
        <translation>“{item}” cannot be handled now｜It was cancelled, or is not in force yet｜Find the item that replaces it and tell the applicant</translation>
    </message>
    <message>
        <source>没有受理｜目录里没有这个事项，目录可能刚更新过｜移除后重新加办</source>
        <translation>Not accepted｜The catalogue has no such item; it may just have been renewed｜Remove it and add it again</translation>
    </message>
    <message>
        <source>没有受理｜{window} 号窗口今天的 {size} 个办件编号已用完｜换一个窗口收件</source>
        <translation>Not accepted｜The {size} case numbers of window {window} for today are used up｜Use another window</translation>
    </message>
    <message>
        <source>没有受理｜办件编号只分到 {last} 号窗口，这里是 {window} 号｜让管理员改正窗口号</source>
        <translation>Not accepted｜Case numbers reach to window {last}; this is window {window}｜Have the administrator correct the window&apos;s number</translation>
    </message>
    <message>
        <source>同一申请人的这个事项正在办理｜办件编号 {case_no}｜先核对是不是重复申请</source>
        <translation>The same item is open for this applicant｜Case {case_no}｜Check for a repeat</translation>
    </message>
    <message>
        <source>{day}前办结</source>
        <translation>Due {day}</translation>
    </message>
    <message>
        <source>{day}前办结（暂估）</source>
        <translation>Due {day} (estimate)</translation>
    </message>
    <message>
        <source>承诺 {value} 个工作日办结</source>
        <translation>Promised in {value} working days</translation>
    </message>
    <message>
        <source>承诺 {value} 个办公小时办结</source>
        <translation>Promised in {value} office hours</translation>
    </message>
    <message>
        <source>承诺 {value} 天办结</source>
        <translation>Promised in {value} days</translation>
    </message>
    <message>
        <source>当场办结</source>
        <translation>Done on the spot</translation>
    </message>
    <message>
        <source>{years} 岁</source>
        <translation>age {years}</translation>
    </message>
    <message>
        <source>代办</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>姓名未填</source>
        <translation>no name yet</translation>
    </message>
    <message>
        <source>来人的证件已过有效期｜｜核对本人，并提醒换领新证</source>
        <translation>The card of the person present has expired｜｜Check who it is and advise to renew the card</translation>
    </message>
    <message>
        <source>原件 {originals} 份 · 复印件 {copies} 份</source>
        <translation>Originals {originals} · copies {copies}</translation>
    </message>
    <message>
        <source>原件 {originals} 份</source>
        <translation>Originals {originals}</translation>
    </message>
    <message>
        <source>复印件 {copies} 份</source>
        <translation>Copies {copies}</translation>
    </message>
    <message>
        <source>电子材料</source>
        <translation>Electronic</translation>
    </message>
    <message>
        <source>{day}前补交</source>
        <translation>Due {day}</translation>
    </message>
    <message>
        <source>以承诺书代替</source>
        <translation>Replaced by a commitment</translation>
    </message>
    <message>
        <source>本次不用交</source>
        <translation>Not needed this time</translation>
    </message>
    <message>
        <source>已收原件</source>
        <translation>Original taken in</translation>
    </message>
    <message>
        <source>已收复印件</source>
        <translation>Copy taken in</translation>
    </message>
    <message>
        <source>已扫描</source>
        <translation>Scanned</translation>
    </message>
    <message>
        <source>已读卡核验</source>
        <translation>Read from the card</translation>
    </message>
    <message>
        <source>已取电子证照</source>
        <translation>Electronic licence</translation>
    </message>
    <message>
        <source>还没有收</source>
        <translation>not taken in</translation>
    </message>
    <message>
        <source>没有改成｜这个事项没有这份材料，目录可能刚更新过｜移除事项后重新加办</source>
        <translation>Not changed｜The item has no such material; the catalogue may just have been renewed｜Remove the item and add it again</translation>
    </message>
    <message>
        <source>没有改成｜这份材料不允许这样处理｜按材料下面列出的办法处理</source>
        <translation>Not changed｜This material may not be handled so｜Use one of the ways offered below it</translation>
    </message>
    <message>
        <source>还没有填</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>不像电话号码｜｜手机 11 位；座机前面加区号</source>
        <translation>not a telephone number｜｜11 digits, or with an area code</translation>
    </message>
    <message>
        <source>不在可选的范围里｜｜重新选一项</source>
        <translation>not one of the choices｜｜Choose again</translation>
    </message>
    <message>
        <source>与来人姓名不一致｜不是法定代表人来办，要有授权委托书｜选「代办」，或改正姓名</source>
        <translation>differs from the person present｜Whoever is not the legal representative needs a power of attorney｜Choose “Agent”, or correct the name</translation>
    </message>
    <message>
        <source>与申请人的号码相同｜代理人不能是申请人本人｜改正号码，或选「本人」</source>
        <translation>same as the applicant&apos;s｜Nobody is his own agent｜Correct the number, or choose “In person”</translation>
    </message>
    <message>
        <source>没有改｜这一项是读卡得来的｜有误就重新读卡</source>
        <translation>Not changed｜This was read from the card｜If it is wrong read the card again</translation>
    </message>
    <message>
        <source>没有填进｜表里没有这一项，目录可能刚更新过｜移除事项后重新加办</source>
        <translation>Not filled in｜The form has no such field; the catalogue may just have been renewed｜Remove the item and add it again</translation>
    </message>
    <message>
        <source>位数或字符不对｜｜照着证件逐位核对</source>
        <translation>wrong length or characters｜｜Compare it with the paper</translation>
    </message>
    <message>
        <source>地区代码不对｜｜照着证件核对开头几位</source>
        <translation>wrong region code｜｜Compare the first digits with the paper</translation>
    </message>
    <message>
        <source>出生日期不存在｜｜照着证件核对第 7 至 14 位</source>
        <translation>no such day of birth｜｜Compare digits 7 to 14 with the paper</translation>
    </message>
    <message>
        <source>出生日期在今天以后｜｜照着证件核对第 7 至 14 位</source>
        <translation>day of birth lies ahead｜｜Compare digits 7 to 14 with the paper</translation>
    </message>
    <message>
        <source>校验位不对｜多半有一位输错｜照着证件逐位核对</source>
        <translation>wrong check digit｜Most likely one character is mistyped｜Compare it with the paper</translation>
    </message>
    <message>
        <source>第 9 至 17 位不对｜其中的组织机构代码有一位输错｜照着执照逐位核对</source>
        <translation>characters 9 to 17 are wrong｜The organisation code in it has a mistyped character｜Compare it with the licence</translation>
    </message>
    <message>
        <source>是一代身份证号码｜一代身份证已停用｜改用二代身份证</source>
        <translation>of a first-generation card｜These cards are no longer valid｜Use the present card</translation>
    </message>
    <message>
        <source>地区代码不常见｜｜核对证件</source>
        <translation>uncommon region code｜｜Compare it with the paper</translation>
    </message>
    <message>
        <source>登记机关代码不常见｜｜核对执照</source>
        <translation>uncommon registration authority｜｜Compare it with the licence</translation>
    </message>
    <message>
        <source>校验位与规则不符｜｜核对证件</source>
        <translation>check digit breaks the rule｜｜Compare it with the paper</translation>
    </message>
    <message>
        <source>还没有选</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>开始办理 {ticket_number}</source>
        <translation>Visit started {ticket_number}</translation>
    </message>
    <message>
        <source>已读卡核验{role}</source>
        <translation>Card read: {role}</translation>
    </message>
    <message>
        <source>办理结束</source>
        <translation>Visit finished</translation>
    </message>
    <message>
        <source>已受理 {case_no}</source>
        <translation>Accepted {case_no}</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>applicant</translation>
    </message>
    <message>
        <source>代理人</source>
        <translation>agent</translation>
    </message>
    <message>
        <source>事项目录没有载入｜{file} 第 {line} 行：{reason}（{place}）｜改正后重新导入，或恢复上一版目录</source>
        <translation>The catalogue was not loaded｜{file}, line {line}: {reason} ({place})｜Correct it and import again, or return to the version before</translation>
    </message>
    <message>
        <source>情形没有选上｜目录里没有这个答案，目录可能刚更新过｜移除事项后重新加办</source>
        <translation>The answer was not taken｜The catalogue has no such answer; it may just have been renewed｜Remove the item and add it again</translation>
    </message>
    <message>
        <source>情形没有选上｜「{question}」有两个答案｜移除事项后重新加办</source>
        <translation>The answer was not taken｜“{question}” has two answers｜Remove the item and add it again</translation>
    </message>
    <message>
        <source>节假日表没有载入｜{file} 第 {line} 行：{reason}（{place}）｜改正后重新载入，或恢复上一版</source>
        <translation>The calendar was not loaded｜{file}, line {line}: {reason} ({place})｜Correct it and load it again, or return to the version before</translation>
    </message>
    <message>
        <source>没有算出期限｜{count} 个工作日超出能算的范围（最多 {max}）｜核对天数</source>
        <translation>No due day was computed｜{count} working days are more than can be counted ({max})｜Check the number</translation>
    </message>
    <message>
        <source>没有算出期限｜恢复日 {resume} 早于挂起日 {start}｜改正日期</source>
        <translation>No due day was computed｜{resume}, the day of resumption, is before {start}, the day of suspension｜Correct the dates</translation>
    </message>
    <message>
        <source>没有算出期限｜「{text}」不是日期｜写成 2026-07-06 的样子</source>
        <translation>No due day was computed｜“{text}” is not a date｜Write it like 2026-07-06</translation>
    </message>
    <message>
        <source>写法有误</source>
        <translation>malformed</translation>
    </message>
    <message>
        <source>缺少必填的内容</source>
        <translation>something required is missing</translation>
    </message>
    <message>
        <source>取值不在代码表里</source>
        <translation>the value is not in the code table</translation>
    </message>
    <message>
        <source>类型不对</source>
        <translation>wrong type of value</translation>
    </message>
    <message>
        <source>取值不对</source>
        <translation>bad value</translation>
    </message>
    <message>
        <source>找不到文件</source>
        <translation>no such file</translation>
    </message>
    <message>
        <source>格式版本不认识</source>
        <translation>unknown format version</translation>
    </message>
    <message>
        <source>内容与发布时不一致</source>
        <translation>differs from what was published</translation>
    </message>
    <message>
        <source>与前面的重复</source>
        <translation>occurs twice</translation>
    </message>
    <message>
        <source>引用的内容不存在</source>
        <translation>refers to nothing</translation>
    </message>
    <message>
        <source>正在读卡｜｜把证平放，先不要拿走</source>
        <translation>Reading the card｜｜Leave it flat on the reader</translation>
    </message>
    <message>
        <source>没有读到证件｜读卡器上没有卡｜把证平放在读卡器上，再按 F5</source>
        <translation>No card was read｜There is none on the reader｜Lay it flat on the reader and press F5</translation>
    </message>
    <message>
        <source>证件没有读出来｜放得不稳，或芯片接触不好｜拿起来重新平放 2 秒；三次不成就手工填写</source>
        <translation>The card was not read｜It lies badly, or its chip has poor contact｜Lay it down anew for 2 seconds; after three attempts fill in by hand</translation>
    </message>
    <message>
        <source>证件没有读出来｜这张卡不是身份证、居住证或永久居留证｜换一张证，或手工填写</source>
        <translation>The card was not read｜It is no identity card or residence permit｜Use another, or fill in by hand</translation>
    </message>
    <message>
        <source>证件没有通过验证｜芯片的安全验证没有通过｜不要凭这张证收件，按大厅的规定核验</source>
        <translation>The card failed verification｜Its chip did not prove itself｜Do not accept it; verify it as the hall prescribes</translation>
    </message>
    <message>
        <source>没有采用这张证｜它来自演示读卡器，本窗口只办真实业务｜换用真实的读卡器</source>
        <translation>The card was not used｜It comes from a demo reader, and this window serves real cases only｜Use a real reader</translation>
    </message>
    <message>
        <source>证件读到了，还没有用上｜没有叫号，也没有开始办理｜先叫号，或用无号直办</source>
        <translation>The card was read and not used｜No ticket is called and no visit is open｜Call a ticket or start a walk-in</translation>
    </message>
    <message>
        <source>自检没通过｜读卡器有故障｜重新插拔，仍不行就换一台；可以先手工填写</source>
        <translation>failed its self-test｜The reader is faulty｜Unplug and plug it in, or replace it; fill in by hand meanwhile</translation>
    </message>
    <message>
        <source>没有授权｜读卡器的安全模块没有授权｜联系设备厂家；可以先手工填写</source>
        <translation>not licensed｜The security module of the reader is not licensed｜Call the maker; fill in by hand meanwhile</translation>
    </message>
    <message>
        <source>未连接｜没有找到设备｜插好后自动连接</source>
        <translation>not connected｜No device was found｜Plug it in; it connects by itself</translation>
    </message>
    <message>
        <source>连接中｜设备正在准备｜马上就能用</source>
        <translation>connecting｜The device is getting ready｜It can be used in a moment</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>ready</translation>
    </message>
    <message>
        <source>工作中</source>
        <translation>working</translation>
    </message>
    <message>
        <source>有故障｜设备不能工作｜重新插拔，仍不行就换一台</source>
        <translation>in trouble｜The device does not work｜Unplug and plug it in, or replace it</translation>
    </message>
    <message>
        <source>有故障｜设备没有完成工作｜重新插拔，仍不行就换一台</source>
        <translation>in trouble｜The device did not do its work｜Unplug and plug it in, or replace it</translation>
    </message>
    <message>
        <source>被占用｜另一个程序正在使用设备｜关掉那个程序，设备自动连接</source>
        <translation>taken｜Another program is using the device｜Close that program; the device connects by itself</translation>
    </message>
    <message>
        <source>没有权限｜系统不让当前用户使用设备｜让管理员开放端口的权限</source>
        <translation>not permitted｜The system does not let this user have the device｜Have the administrator grant the port</translation>
    </message>
    <message>
        <source>已断开｜连线松了，或设备被拔掉｜重新插好，设备自动连接</source>
        <translation>unplugged｜A cable is loose, or the device was removed｜Plug it in; it connects by itself</translation>
    </message>
    <message>
        <source>没有应答｜设备可能断电或死机｜检查电源，重新插拔</source>
        <translation>no answer｜The device may be off or hung｜Check its power; unplug and plug it in</translation>
    </message>
    <message>
        <source>应答有误｜设备发来的内容读不懂｜重新插拔，仍不行就换一台</source>
        <translation>garbled answer｜What the device sends cannot be read｜Unplug and plug it in, or replace it</translation>
    </message>
    <message>
        <source>没有执行｜设备不接受这个操作｜重新插拔，仍不行就换一台</source>
        <translation>refused｜The device does not accept this｜Unplug and plug it in, or replace it</translation>
    </message>
    <message>
        <source>驱动出错｜程序里的设备驱动出错｜重新打开程序；仍不行就告诉管理员</source>
        <translation>driver fault｜The driver of the device made a mistake｜Start the program again; if it stays so tell the administrator</translation>
    </message>
    <message>
        <source>等待打印</source>
        <translation>Waiting to be printed</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>已打印</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>没有打出来｜｜换一台打印机，或再打一次</source>
        <translation>Not printed｜｜Use another printer, or print again</translation>
    </message>
    <message>
        <source>缺纸｜｜加纸后自动接着打</source>
        <translation>out of paper｜｜Add paper; printing goes on by itself</translation>
    </message>
    <message>
        <source>卡纸｜｜取出卡住的纸，自动接着打</source>
        <translation>paper jam｜｜Clear the paper; printing goes on by itself</translation>
    </message>
    <message>
        <source>盖子没关｜｜关好后自动接着打</source>
        <translation>cover open｜｜Close it; printing goes on by itself</translation>
    </message>
    <message>
        <source>缺墨粉｜｜换好后自动接着打</source>
        <translation>out of toner｜｜Replace it; printing goes on by itself</translation>
    </message>
    <message>
        <source>没有联机｜｜检查电源和连线；也可以换一台打印机</source>
        <translation>offline｜｜Check power and cable, or use another printer</translation>
    </message>
    <message>
        <source>已暂停｜打印机在系统里被暂停｜让管理员恢复它；也可以换一台打印机</source>
        <translation>paused｜The printer is paused in the system｜Have it resumed, or use another printer</translation>
    </message>
    <message>
        <source>打印服务没有应答｜这台电脑的打印服务没有运行｜让管理员启动打印服务；文书已保存</source>
        <translation>no print service｜The print service of this computer is not running｜Have the administrator start it; the document is kept</translation>
    </message>
    <message>
        <source>没有默认打印机｜｜选一台打印机，或在系统里设一台默认的</source>
        <translation>no default printer｜｜Choose a printer, or set a default one in the system</translation>
    </message>
    <message>
        <source>找不到打印机｜系统里没有这个名称的打印机｜换一台打印机，或改正设置里的名称</source>
        <translation>no such printer｜The system has no printer of this name｜Use another, or correct the name in the settings</translation>
    </message>
    <message>
        <source>不收文书｜打印机在系统里停止接收｜让管理员恢复它；也可以换一台打印机</source>
        <translation>not accepting｜The printer takes no jobs in the system｜Have it resumed, or use another printer</translation>
    </message>
    <message>
        <source>没有接受文书｜打印服务不接受这份文书｜换一台打印机</source>
        <translation>refused the document｜The print service does not accept it｜Use another printer</translation>
    </message>
    <message>
        <source>不知道是否打出｜打印服务里查不到这份文书｜看出纸口，没有纸就再打一次</source>
        <translation>may not have printed｜The print service does not know the document any more｜Look at the tray; if there is no paper print again</translation>
    </message>
    <message>
        <source>没有打出来｜打印机报告出错｜看打印机的提示，再打一次或换一台</source>
        <translation>not printed｜The printer reports an error｜See what it says; print again or use another</translation>
    </message>
    <message>
        <source>不知道是否打出｜交给打印机时中断了｜看出纸口，没有纸就再打一次</source>
        <translation>may not have printed｜It was cut off on the way to the printer｜Look at the tray; if there is no paper print again</translation>
    </message>
    <message>
        <source>一直没有打完｜等了 2 分钟没有结果｜检查打印机；也可以换一台</source>
        <translation>not finishing｜There is no result after 2 minutes｜Check the printer, or use another</translation>
    </message>
    <message>
        <source>收件凭证还没有打出来｜打印机：{reason}｜凭证已保存，修好后自动打印；也可以按 F8 换一台</source>
        <translation>Receipt not printed yet｜Printer: {reason}｜It prints by itself when that is mended; F8 offers others</translation>
    </message>
    <message>
        <source>收件凭证上有字打不出来｜字库里没有 {codes}｜把字手写补在纸上，并把代码告诉管理员</source>
        <translation>The receipt has characters that cannot be printed｜No font has {codes}｜Write them in by hand and tell the administrator the codes</translation>
    </message>
    <message>
        <source>还没有补打｜没有选补打原因｜先选原因，原因会记入办理记录</source>
        <translation>Not printed again｜No reason was chosen｜Choose one; it goes into the record</translation>
    </message>
    <message>
        <source>还没有补打｜原因超过 {longest} 个字｜写短一些再打</source>
        <translation>Not printed again｜The reason is longer than {longest} characters｜Shorten it</translation>
    </message>
    <message>
        <source>没有补打 {number}｜其中的个人信息已按规定清除｜凭申请人手中的原件复印</source>
        <translation>{number} was not printed again｜Its personal data was erased as the rules ask｜Copy the applicant&apos;s own paper</translation>
    </message>
    <message>
        <source>没有写成文书｜程序缺少字体 {font}｜重新安装程序</source>
        <translation>The document was not written｜The font {font} is missing｜Install the program anew</translation>
    </message>
    <message>
        <source>没有再出收件凭证｜{number} 已由另一台电脑出具｜到那台电脑补打</source>
        <translation>No second receipt was issued｜{number} was issued on another computer｜Print it again there</translation>
    </message>
    <message>
        <source>没有打印｜找不到这份文书的打印任务｜按 F8 打开文书再打</source>
        <translation>Nothing was printed｜The print job is not there｜Open the document with F8 and print it</translation>
    </message>
    <message>
        <source>打印情况没有记下｜打印任务不见了｜看出纸口，没有纸就按 F8 再打</source>
        <translation>The print result was not noted｜The print job is gone｜Look at the tray; if there is no paper print with F8</translation>
    </message>
    <message>
        <source>打不开收件凭证｜它还在写，或由另一台电脑出具｜几秒后再按 F8；仍没有就到受理的窗口补打</source>
        <translation>The receipt cannot be opened｜It is still being written, or another computer issued it｜Press F8 again in some seconds, or print it at the window that took the case in</translation>
    </message>
    <message>
        <source>还没有文书｜｜受理一件后，这里就有收件凭证</source>
        <translation>There is no document yet｜｜The receipt is here as soon as a case is accepted</translation>
    </message>
    <message>
        <source>已存为 {file}</source>
        <translation>Saved as {file}</translation>
    </message>
    <message>
        <source>没有存成 {file}｜文件夹不能写入，或磁盘已满｜换一个位置再存</source>
        <translation>{file} was not saved｜The folder cannot be written to, or the disk is full｜Choose another place</translation>
    </message>
    <message>
        <source>打不开本机数据｜密钥与数据不符，或文件不是本程序的数据｜不要删除数据文件，从备份恢复原密钥，或联系管理员</source>
        <translation>The local data cannot be opened｜The key does not fit, or the file is not this program&apos;s｜Do not delete the file; restore the key from a backup or call the administrator</translation>
    </message>
    <message>
        <source>打不开本机数据｜密钥文件 {file} {reason}｜恢复原来的密钥文件，并只让本人可读</source>
        <translation>The local data cannot be opened｜The key file {file} {reason}｜Restore the original key file and let only yourself read it</translation>
    </message>
    <message>
        <source>本机数据已损坏｜数据文件没有通过完整性检查｜原文件保持不动；用最近的备份恢复，已上传的办件在服务器上仍然完整</source>
        <translation>The local data is damaged｜The file failed its integrity check｜It is left as it is; restore the latest backup. What was uploaded is whole on the server</translation>
    </message>
    <message>
        <source>没有存上｜磁盘已满｜腾出空间后再按一次；之前办的都在，可以查看</source>
        <translation>Not saved｜The disk is full｜Free some space, press again; what was saved is safe</translation>
    </message>
    <message>
        <source>没有存上｜磁盘读写出错｜不要再用这台电脑收件，联系管理员；之前存下的可以查看</source>
        <translation>Not saved｜The disk has an error｜Take in no more cases on this computer and call the administrator; what was saved can be read</translation>
    </message>
    <message>
        <source>没有存上｜数据文件夹不允许写入｜让管理员检查文件夹权限；之前存下的可以查看</source>
        <translation>Not saved｜The data folder cannot be written to｜Have the administrator check its permissions; what was saved can be read</translation>
    </message>
    <message>
        <source>没有存上｜另一个程序正占用本机数据｜关闭那个程序后再按一次</source>
        <translation>Not saved｜Another program is using the local data｜Close it and press again</translation>
    </message>
    <message>
        <source>打不开本机数据｜数据文件夹不存在或没有权限｜让管理员检查数据文件夹</source>
        <translation>The local data cannot be opened｜The data folder is missing or not permitted｜Have the administrator check the data folder</translation>
    </message>
    <message>
        <source>打不开本机数据｜数据由更新的版本写成｜安装同样新的版本；没有改动任何数据</source>
        <translation>The local data cannot be opened｜A newer version wrote it｜Install a version as new as that; nothing was changed</translation>
    </message>
    <message>
        <source>连不上数据库｜数据库没有应答｜检查数据库是否在运行，恢复后自动继续</source>
        <translation>The database cannot be reached｜It does not answer｜Check that it is running; work goes on by itself afterwards</translation>
    </message>
    <message>
        <source>没有存上｜程序自身出错｜这一步没有生效，可以再按一次；仍不行就把这一步告诉管理员</source>
        <translation>Not saved｜The program made a mistake｜Nothing was changed; press again, and if it stays so tell the administrator which step it was</translation>
    </message>
    <message>
        <source>没有存上｜程序不认识这种记录，各部分的版本可能不一致｜联系管理员重新安装</source>
        <translation>Not saved｜The program does not know this kind of record; its parts may be of different versions｜Have the administrator install it anew</translation>
    </message>
    <message>
        <source>读不了设置文件 {file}｜第 {line} 行写法有误｜改正这一行，或移走该文件以恢复默认设置</source>
        <translation>The settings file {file} cannot be read｜Line {line} is malformed｜Correct it, or move the file away to return to the defaults</translation>
    </message>
    <message>
        <source>这一步没有做成｜程序自身出错｜已存下的都在，可以再试；仍不行就把这一步告诉管理员</source>
        <translation>This step did not happen｜The program made a mistake｜All that was saved is kept; try again, and if it stays so tell the administrator which step it was</translation>
    </message>
    <message>
        <source>能被其他用户读取</source>
        <translation>can be read by other users</translation>
    </message>
    <message>
        <source>里不是密钥</source>
        <translation>holds no key</translation>
    </message>
    <message>
        <source>模拟设备没有启动｜这个系统没有伪终端｜在 Linux 上运行</source>
        <translation>The simulated device did not start｜This system has no pseudo terminals｜Run it on Linux</translation>
    </message>
    <message>
        <source>演示读卡器没有启动｜模拟程序没有应答｜重新打开程序；不用演示设备时，在设置里写明读卡器的端口</source>
        <translation>The demo card reader did not start｜The simulator does not answer｜Start the program again, or name the port of a real reader in the settings</translation>
    </message>
    <message>
        <source>脚本没有运行｜读不了 {file}：文件不存在、没有权限，或不是 UTF-8 文本｜改正后再运行</source>
        <translation>The script did not run｜{file} cannot be read: missing, not permitted, or not UTF-8 text｜Correct it and run again</translation>
    </message>
    <message>
        <source>服务器没有启动｜端口 {port} 已被占用｜用 --port 换一个端口，或先停掉占用它的程序</source>
        <translation>The server did not start｜Port {port} is taken｜Choose another with --port, or stop the program that holds it</translation>
    </message>
    <message>
        <source>服务器没有启动｜{workers} 个工作进程要用 PostgreSQL｜用 --db 指定 PostgreSQL，或去掉 --workers</source>
        <translation>The server did not start｜{workers} workers need PostgreSQL｜Name one with --db, or leave --workers out</translation>
    </message>
    <message>
        <source>没有测量｜这台机器没有 PostgreSQL｜用 --db 指定一个</source>
        <translation>Nothing was measured｜This machine has no PostgreSQL｜Name one with --db</translation>
    </message>
    <message>
        <source>没有测量｜这项测量要用到 Linux 的功能｜在 Linux 上运行</source>
        <translation>Nothing was measured｜This measurement needs Linux｜Run it on Linux</translation>
    </message>
    <message>
        <source>没有打印｜找不到 {file}｜检查文件名和文件夹</source>
        <translation>Nothing was printed｜{file} is not there｜Check the name and the folder</translation>
    </message>
    <message>
        <source>没有打印｜{file} 不是 PDF｜先转成 PDF</source>
        <translation>Nothing was printed｜{file} is not a PDF｜Convert it first</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>在线 · 已同步 {at}</source>
        <translation>Online · synced {at}</translation>
    </message>
    <message>
        <source>在线 · 待上传 {pending}</source>
        <translation>Online · {pending} to upload</translation>
    </message>
    <message>
        <source>上传中 {done}/{total}</source>
        <translation>Uploading {done}/{total}</translation>
    </message>
    <message>
        <source>离线办理中 · 待上传 {pending}</source>
        <translation>Offline · {pending} to upload</translation>
    </message>
    <message>
        <source>上传失败 {failed}</source>
        <translation>{failed} not uploaded</translation>
    </message>
    <message>
        <source>连不上服务器｜{hub} 没有应答｜照常办理，数据存在本机，恢复后自动上传</source>
        <translation>The server cannot be reached｜{hub} does not answer｜Go on working; all is kept here and goes up by itself later</translation>
    </message>
    <message>
        <source>服务器正忙｜同时上传的窗口太多｜照常办理，程序会自动再传</source>
        <translation>The server is busy｜Many windows upload at once｜Go on working; the upload is repeated by itself</translation>
    </message>
    <message>
        <source>连不上服务器｜这个地址上应答的不是本系统的服务器｜让管理员检查设置里的服务器地址</source>
        <translation>The server cannot be reached｜Something else answers at its address｜Have the administrator check the address in the settings</translation>
    </message>
    <message>
        <source>还没有连上服务器｜程序刚启动，或服务器没有启动｜可以先用无号直办，连上后自动继续</source>
        <translation>Not connected to the server yet｜The program has just started, or the server is down｜Walk-ins can be served; the rest follows by itself</translation>
    </message>
    <message>
        <source>上传停住了｜服务器上同一位置已有另一份记录，本机的数据可能被复制或回退过｜不要重装，联系管理员；数据都在本机</source>
        <translation>The upload has stopped｜The server has another record in the same place; this data may have been copied or rolled back｜Do not reinstall; call the administrator. All data is here</translation>
    </message>
    <message>
        <source>上传停住了｜服务器缺少更早的记录｜程序会自动补传；一直停住就联系管理员</source>
        <translation>The upload has stopped｜The server lacks earlier records｜They are sent by themselves; if it stays so, call the administrator</translation>
    </message>
    <message>
        <source>上传停住了｜有一条记录与存下时不一致｜不要再用这台电脑收件，联系管理员</source>
        <translation>The upload has stopped｜A record is not as it was saved｜Take in no more cases on this computer and call the administrator</translation>
    </message>
    <message>
        <source>上传停住了｜服务器读不懂本机发出的内容，版本可能不一致｜让管理员更新程序；数据都在本机</source>
        <translation>The upload has stopped｜The server cannot read what was sent; the versions may differ｜Have the administrator update the program; all data is here</translation>
    </message>
    <message>
        <source>上传停住了｜一次发出的内容超过服务器的上限｜联系管理员；数据都在本机</source>
        <translation>The upload has stopped｜One message is larger than the server takes｜Call the administrator; all data is here</translation>
    </message>
    <message>
        <source>这条记录还没有生效｜同一办件更早的记录没有处理好｜先处理更早的那条</source>
        <translation>This record has no effect yet｜An earlier one of the same case is unsettled｜Settle the earlier one first</translation>
    </message>
    <message>
        <source>这条记录还没有生效｜服务器的版本较旧，不认识它｜更新服务器后再处理</source>
        <translation>This record has no effect yet｜The server is older and does not know its kind｜Update the server, then settle it</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜它读不懂本机的请求，版本可能不一致｜让管理员更新程序</source>
        <translation>The server did not do this｜It cannot read the request; the versions may differ｜Have the administrator update the program</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜它没有这项功能，版本可能不一致｜让管理员更新程序</source>
        <translation>The server did not do this｜It lacks the function; the versions may differ｜Have the administrator update the program</translation>
    </message>
    <message>
        <source>服务器没有做成这一步｜服务器程序自身出错｜本机的数据都在，可以再按一次；仍不行就告诉管理员</source>
        <translation>The server did not do this｜It made a mistake｜All data is here; press again, and if it stays so tell the administrator</translation>
    </message>
    <message>
        <source>没有等候的人｜｜有人取号后就可以叫</source>
        <translation>Nobody is waiting｜｜The next ticket can be called as soon as it is taken</translation>
    </message>
    <message>
        <source>现在不能叫下一位｜手上的办理还没有结束｜办完后按 F12 办结</source>
        <translation>The next cannot be called now｜A visit is still open｜Finish it with F12 first</translation>
    </message>
    <message>
        <source>现在不能叫下一位｜{number} 已叫到本窗口｜人来了就开始办理，没来就重呼或过号</source>
        <translation>The next cannot be called now｜{number} is called to this window｜Start when the citizen comes; else recall, or mark as missed</translation>
    </message>
    <message>
        <source>过号后恢复，排在最前</source>
        <translation>back after a missed call, first in line</translation>
    </message>
    <message>
        <source>应急优先</source>
        <translation>emergency first</translation>
    </message>
    <message>
        <source>特殊群体优先</source>
        <translation>priority group first</translation>
    </message>
    <message>
        <source>预约优先</source>
        <translation>booked first</translation>
    </message>
    <message>
        <source>应急</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>特殊群体</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>预约</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>{number} 已过号</source>
        <translation>{number} missed</translation>
    </message>
    <message>
        <source>{number} 已恢复，排在等候最前</source>
        <translation>{number} is back, first in line</translation>
    </message>
    <message>
        <source>没有做成｜{number} 现在的状态是「{state}」｜看一下队列再操作</source>
        <translation>Not done｜{number} is “{state}” now｜Look at the queue first</translation>
    </message>
    <message>
        <source>没有做成｜{number} 在 {window} 号窗口｜由那个窗口操作</source>
        <translation>Not done｜{number} is at window {window}｜Only that window can do it</translation>
    </message>
    <message>
        <source>没有再呼叫｜{number} 已重呼 {limit} 次｜人没来就按 F4 过号</source>
        <translation>Not called again｜{number} was recalled {limit} times｜Press F4 if nobody comes</translation>
    </message>
    <message>
        <source>没有做成｜队列里没有这个号，可能是前一天的｜叫下一位</source>
        <translation>Not done｜The queue has no such ticket; it may be of an earlier day｜Call the next</translation>
    </message>
    <message>
        <source>没有取到号｜大厅没有这个功能区｜让管理员检查取号机的设置</source>
        <translation>No ticket was issued｜The hall has no such zone｜Have the administrator check the ticket machine</translation>
    </message>
    <message>
        <source>没有做成｜这次操作与另一次操作的编号重复｜再按一次</source>
        <translation>Not done｜Two operations carried the same number｜Press again</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>已叫号</source>
        <translation>called</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>in service</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>finished</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>missed</translation>
    </message>
    <message>
        <source>电子证照「{certificate}」</source>
        <translation>Electronic {certificate}</translation>
    </message>
    <message>
        <source>已出收件凭证</source>
        <translation>Receipt issued</translation>
    </message>
    <message>
        <source>补打收件凭证，{reason}</source>
        <translation>Receipt printed again: {reason}</translation>
    </message>
    <message>
        <source>没有算出期限｜年份 {year} 不在 {first} 到 {last} 之间｜改正日期</source>
        <translation>No due date was found｜The year {year} is not between {first} and {last}｜Correct the date</translation>
    </message>
    <message>
        <source>没有读证｜读卡器{reason}｜先手工填写，连上后再按 F5</source>
        <translation>No card was read｜Card reader: {reason}｜Fill in by hand; press F5 when it is back</translation>
    </message>
    <message>
        <source>没有受理｜前面打开着文书｜按 Esc 返回后再受理</source>
        <translation>Not accepted｜A document is open in front｜Press Esc to go back, then accept</translation>
    </message>
    <message>
        <source>没有做成｜用不了 {file}：{reason}｜检查路径、权限和剩余空间，再试一次</source>
        <translation>Not done｜{file} cannot be used: {reason}｜Check the path, the rights and the free space, then try again</translation>
    </message>
    <message>
        <source>不存在</source>
        <translation>not there</translation>
    </message>
    <message>
        <source>是文件夹，不是文件</source>
        <translation>a folder, not a file</translation>
    </message>
    <message>
        <source>没有权限</source>
        <translation>no right to it</translation>
    </message>
    <message>
        <source>磁盘只能读</source>
        <translation>the disk can only be read</translation>
    </message>
    <message>
        <source>磁盘已满</source>
        <translation>the disk is full</translation>
    </message>
    <message>
        <source>没有打开数据库｜这个地址不是 PostgreSQL，也不是 SQLite 文件｜写成 postgresql://用户@主机/库名，或 sqlite:///文件</source>
        <translation>The database was not opened｜The address is neither PostgreSQL nor an SQLite file｜Write postgresql://user@host/name or sqlite:///file</translation>
    </message>
    <message>
        <source>太长｜最多 {longest} 个字｜写短一些</source>
        <translation>Too long｜{longest} characters at most｜Write it shorter</translation>
    </message>
    <message>
        <source>该是文件夹的地方有一个文件</source>
        <translation>A file stands where a folder should be</translation>
    </message>
    <message>
        <source>没有存成 PDF｜存放的文件夹不能写入，或磁盘已满｜腾出空间或检查权限，会自动再存</source>
        <translation>The PDF was not saved｜Its folder cannot be written, or the disk is full｜Make room or check the rights; it is saved again by itself</translation>
    </message>
    <message>
        <source>已存为 PDF｜这台电脑没有打印机｜到 {folder} 取</source>
        <translation>Saved as PDF｜This computer has no printer｜Find it in {folder}</translation>
    </message>
    <message>
        <source>没有备份｜{file} 已存在，程序不覆盖旧备份｜换一个文件名</source>
        <translation>Not backed up｜{file} exists, and no old backup is overwritten｜Use another file name</translation>
    </message>
    <message>
        <source>没有备份｜口令不到 {shortest} 个字符｜换一个长的，或不用口令，由程序生成恢复码</source>
        <translation>Not backed up｜The passphrase has fewer than {shortest} characters｜Use a longer one, or none, and a recovery key is made</translation>
    </message>
    <message>
        <source>没有恢复｜{folder} 里已有本机数据，程序不覆盖它｜先移走原来的文件，或用 --data 指定空文件夹</source>
        <translation>Not restored｜{folder} has data already, which is not overwritten｜Move the old files away first, or name an empty folder with --data</translation>
    </message>
    <message>
        <source>没有恢复｜这个数据库里已有数据，程序不覆盖它｜新建一个空的数据库，再用 --db 指定它</source>
        <translation>Not restored｜The database has data already, which is not overwritten｜Create an empty database and name it with --db</translation>
    </message>
    <message>
        <source>没有做成｜这台机器没有 {tool}｜安装 PostgreSQL 的客户端程序，再做一次</source>
        <translation>Not done｜This machine has no {tool}｜Install the client programs of PostgreSQL and try again</translation>
    </message>
    <message>
        <source>没有做成｜{tool} 报告出错｜看它的版本是否不低于数据库，账户有没有权限，磁盘够不够</source>
        <translation>Not done｜{tool} reported an error｜See whether it is as new as the database, whether the account is allowed to, and whether the disk has room</translation>
    </message>
    <message>
        <source>打不开 {file}｜它不是本程序的备份文件，或开头已损坏｜换一份备份</source>
        <translation>{file} cannot be opened｜It is no backup of this program, or its beginning is damaged｜Use another backup</translation>
    </message>
    <message>
        <source>没有恢复｜{file} 是另一种备份｜窗口的用 restore，服务器的用 hub restore</source>
        <translation>Not restored｜{file} is a backup of another kind｜Use restore for a window and hub restore for a server</translation>
    </message>
    <message>
        <source>打不开 {file}｜口令或恢复码不对｜核对后再输入一次</source>
        <translation>{file} cannot be opened｜The passphrase or recovery key is wrong｜Check it and enter it again</translation>
    </message>
    <message>
        <source>打不开 {file}｜备份文件已损坏或不完整｜换一份备份；没有改动任何数据</source>
        <translation>{file} cannot be opened｜The backup is damaged or incomplete｜Use another backup; no data were changed</translation>
    </message>
    <message>
        <source>本窗还可叫 {n} 个号</source>
        <translation>{n} numbers left to call here</translation>
    </message>
    <message>
        <source>{n} 个号待确认，连上大厅后才能叫</source>
        <translation>{n} numbers unconfirmed until the hall is back</translation>
    </message>
    <message>
        <source>本窗没有可叫的号，按 F2 手工叫号</source>
        <translation>No number left here, press F2 to type one</translation>
    </message>
    <message>
        <source>没有叫号｜连不上大厅队列，本窗也没有预留的号｜看小票手工输入号码，或用无号直办</source>
        <translation>Nobody was called｜The hall&apos;s queue cannot be reached and this window holds no number｜Type the number on the slip, or serve without a ticket</translation>
    </message>
    <message>
        <source>没有叫号｜输入的不是号码｜照小票输入，例如 A5001</source>
        <translation>Nobody was called｜What was typed is no number｜Type it as it stands on the slip, such as A5001</translation>
    </message>
    <message>
        <source>没有叫号｜{number} 今天已在本窗口叫过｜核对小票上的号码</source>
        <translation>Nobody was called｜{number} was called at this window today｜Compare the number on the slip</translation>
    </message>
    <message>
        <source>没有叫号｜{number} 在程序重启前留给本窗口，大厅还没有确认，可能已给了别的窗口｜等连上大厅；人已在窗口就用无号直办</source>
        <translation>Nobody was called｜{number} was held here before the program was started again and the hall has not confirmed it; another window may have it｜Wait for the hall, or serve without a ticket</translation>
    </message>
    <message>
        <source>没有做成｜{number} 已经交回大厅｜等连上大厅后再叫；人已在窗口就用无号直办</source>
        <translation>Nothing was done｜{number} was given back to the hall｜Call it when the hall is back, or serve without a ticket</translation>
    </message>
    <message>
        <source>没有做成｜{number} 现在归 {window} 号窗口｜由那个窗口操作；那台电脑坏了就让大堂经理收回</source>
        <translation>Nothing was done｜{number} belongs to window {window} now｜Do it there; if that machine is broken, let the lobby manager reclaim it</translation>
    </message>
    <message>
        <source>没有收回｜没有写原因｜写明为什么收回，例如电脑已关机</source>
        <translation>Nothing was reclaimed｜No reason was given｜Say why, for instance that the machine is off</translation>
    </message>
    <message>
        <source>没有取到号｜这个功能区今天的号已取到 {last}｜到导办台取号</source>
        <translation>No number was given｜The zone&apos;s numbers of today have reached {last}｜Take a number at the desk</translation>
    </message>
    <message>
        <source>切刀卡住｜小票打印机的切刀不动｜关机，取出卡住的纸，再开机</source>
        <translation>Cutter stuck｜The ticket printer&apos;s cutter does not move｜Switch it off, take out the jammed paper, switch it on again</translation>
    </message>
    <message>
        <source>有故障｜小票打印机报告出错｜关机再开机，仍不行就换一台</source>
        <translation>Faulty｜The ticket printer reports an error｜Switch it off and on; if that does not help, use another one</translation>
    </message>
    <message>
        <source>纸快用完｜｜备好一卷纸，用完前换上</source>
        <translation>Paper running low｜｜Have a roll ready and change it before this one ends</translation>
    </message>
    <message>
        <source>不知道小票是否打出｜打到一半断开了｜看出纸口，没有纸就补打</source>
        <translation>Slip in doubt｜The printer was lost half-way｜Look at its outlet; if nothing came out, print it again</translation>
    </message>
    <message>
        <source>评价平板连不上｜端口 {port} 已被占用｜在设置里换一个端口，或关掉占用它的程序</source>
        <translation>Tablets cannot connect｜Port {port} is taken｜Choose another port in the settings, or close the program that uses it</translation>
    </message>
    <message>
        <source>这个键没有用处｜呼叫器的“{key}”键在本窗口没有对应的操作｜用键盘操作</source>
        <translation>This key does nothing｜The call pad&apos;s key “{key}” has no use at this window｜Use the keyboard</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>挂起</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>回呼</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>转移</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>一米线提示</source>
        <translation>One-metre line</translation>
    </message>
    <message>
        <source>没有启用设备｜设备配置 {profile} 有错：{reason}｜改正这个配置，再打开程序</source>
        <translation>Device not in use｜The device profile {profile} is wrong: {reason}｜Correct the profile and open the program again</translation>
    </message>
    <message>
        <source>已换别的方式｜原来的设备没有连上｜可以照常办；设备插好后自动换回</source>
        <translation>Another device serves｜The usual device is not connected｜Go on as usual; the usual device takes over once it is plugged in</translation>
    </message>
    <message>
        <source>驱动没有反应｜设备的驱动卡住了，已经放开｜会自动再连；三次不成就按「重连」</source>
        <translation>The driver does not respond｜The device&apos;s driver hung and was let go｜It reconnects by itself; after three failures press Reconnect</translation>
    </message>
    <message>
        <source>没有扫到码｜等待的时间内没有扫码｜看扫码枪是否亮灯，再扫一次</source>
        <translation>Nothing was scanned｜No code came within the time｜See whether the scanner lights up, then scan again</translation>
    </message>
    <message>
        <source>没有采用这个码｜它来自演示扫码枪，本窗口只办真实业务｜换用真实的扫码枪</source>
        <translation>This code was not used｜It comes from a demo scanner, and this window serves real cases only｜Use a real scanner</translation>
    </message>
    <message>
        <source>未识别的码，已复制｜｜{text}</source>
        <translation>Unknown code, copied｜｜{text}</translation>
    </message>
    <message>
        <source>这是一个网址，已复制｜｜{text}</source>
        <translation>This is a web address, copied｜｜{text}</translation>
    </message>
    <message>
        <source>已识别办件编号，已复制｜这一件不在当前办理中｜{text}</source>
        <translation>This is a case number, copied｜The case is not part of this visit｜{text}</translation>
    </message>
    <message>
        <source>这个码没有用上｜它要由发码的系统核验，本大厅还没有接通｜改用读证，或手工填写</source>
        <translation>This code was not used｜Its issuer has to check it, and this hall is not connected to the issuer｜Read the card instead, or type it in</translation>
    </message>
    <message>
        <source>扫到号码了，还没有用上｜没有叫号，也没有开始办理｜先叫号，或用无号直办，再扫一次</source>
        <translation>A number was scanned and not used yet｜Nobody was called and no visit is open｜Call a ticket or open a visit without one, then scan again</translation>
    </message>
    <message>
        <source>{number} 不是今天的号｜号票当日有效｜重新取号，或用无号直办</source>
        <translation>{number} is not a ticket of today｜Tickets are valid on the day of issue｜Take a new number, or open a visit without one</translation>
    </message>
    <message>
        <source>{number} 正在本窗口办理</source>
        <translation>{number} is being served at this window</translation>
    </message>
    <message>
        <source>{number} 还没有叫｜正在为另一位办理｜办完这一位再扫</source>
        <translation>{number} was not called yet｜Somebody else is being served｜Scan it after this visit</translation>
    </message>
    <message>
        <source>{number} 还在等候｜按顺序叫号｜按 F2 叫下一位</source>
        <translation>{number} is still waiting｜Tickets are called in order｜Press F2 to call the next one</translation>
    </message>
    <message>
        <source>{number} 已叫到 {window} 号窗口｜｜让申请人到 {window} 号窗口</source>
        <translation>{number} was called to window {window}｜｜Send the citizen to window {window}</translation>
    </message>
    <message>
        <source>没有找到 {number}｜已经办完，或与大厅的连接断了｜重新取号，或用无号直办</source>
        <translation>{number} was not found｜It is done, or the connection to the hall is down｜Take a new number, or open a visit without one</translation>
    </message>
    <message>
        <source>部分记录暂不生效｜服务器的版本比本机旧，新增的内容它先存着｜让管理员更新服务器；照常办理</source>
        <translation>Some records do not take effect yet｜The server is older than this machine; it keeps what it does not know｜Let the administrator update the server; go on working</translation>
    </message>
    <message>
        <source>部分记录暂不生效｜本机的版本比服务器旧太多｜让管理员更新本机程序；照常办理</source>
        <translation>Some records do not take effect yet｜This machine is too much older than the server｜Let the administrator update this machine; go on working</translation>
    </message>
    <message>
        <source>没有收到其他窗口的变动｜服务器给的内容在第 {after} 条之后接不上｜本机的上传不受影响，告诉管理员</source>
        <translation>Changes of other windows did not come in｜What the server gives does not continue after row {after}｜This machine&apos;s upload goes on; tell the administrator</translation>
    </message>
    <message>
        <source>没有改动｜这一条已经处理过，或服务器后来采用了它｜刷新列表看看</source>
        <translation>Nothing was changed｜This one is settled already, or the server took it after all｜Refresh the list and look again</translation>
    </message>
    <message>
        <source>还不能提交｜有一项没有选留哪一个｜每一项都选好：留本机的、留对方的，或两个都留</source>
        <translation>Not yet possible｜For one field it is not said which value stays｜Choose for each: ours, theirs, or both</translation>
    </message>
    <message>
        <source>这次更正没有生效｜别的窗口先改了这件办件｜对照两边的内容，选留哪一个</source>
        <translation>The correction did not take effect｜Another window changed the case first｜Compare both and choose which stays</translation>
    </message>
    <message>
        <source>这件办件没有生效｜编号已给了另一件，本机的数据可能回退过｜换一个新编号，并给申请人补打凭证</source>
        <translation>The case did not take effect｜Its number belongs to another case; this machine&apos;s data may have been rolled back｜Give it a new number and print the receipt again</translation>
    </message>
    <message>
        <source>没有改动｜这里没有这件办件，或它的个人信息已删除｜核对办件编号</source>
        <translation>Nothing was changed｜The case is not here, or its personal data were deleted｜Check the case number</translation>
    </message>
    <message>
        <source>没有改动｜没有填要更正的内容｜填好再保存</source>
        <translation>Nothing was changed｜Nothing to correct was filled in｜Fill it in and save again</translation>
    </message>
    <message>
        <source>没有换编号｜这件办件的编号没有与别的重复｜照原编号办理</source>
        <translation>The number stays｜It is not the number of another case｜Go on with it</translation>
    </message>
    <message>
        <source>没有导入「{file}」｜文件里的内容不是窗口导出的记录｜重新从窗口导出</source>
        <translation>&quot;{file}&quot; was not taken in｜It does not hold records that a window exported｜Export them from the window again</translation>
    </message>
    <message>
        <source>不知道是否存上｜数据库的一部分没有确认写入｜稍后会自动再试，重复无妨；一直这样就联系管理员</source>
        <translation>It is not known whether this was saved｜Part of the database did not confirm the write｜It is tried again by itself, repeating does no harm; if this goes on, tell the administrator</translation>
    </message>
    <message>
        <source>打不开本机数据｜密钥还在，数据文件 {file} 不见了或被清空｜用 zongchuang restore 从备份恢复；确认找不回来，再用 zongchuang start-over 另建空数据</source>
        <translation>The local data cannot be opened｜The key is there, but the data file {file} is gone or empty｜Restore a backup with zongchuang restore; if it is lost for good, allow an empty store with zongchuang start-over</translation>
    </message>
    <message>
        <source>没有另建空数据｜{folder} 里已有本机数据｜直接启动程序；要换数据就先移走原来的文件</source>
        <translation>No empty store was allowed｜{folder} has local data already｜Just start the program; to replace the data, move the old files away first</translation>
    </message>
    <message>
        <source>这条记录还没有生效｜它由服务器还不认识的程序版本写成｜更新服务器后自动生效</source>
        <translation>This record has not taken effect yet｜It was written by a version of the program that the server does not know｜It takes effect by itself once the server is updated</translation>
    </message>
    <message>
        <source>没有取到别处的更新｜服务器的数据库换过或恢复过｜程序会自动核对并补传</source>
        <translation>Changes made elsewhere were not fetched｜The server&apos;s database was replaced or restored｜The program compares and sends what is missing by itself</translation>
    </message>
    <message>
        <source>没有处理这条记录｜它不在待处理的记录里｜用 zongchuang hub quarantine list 看有哪些</source>
        <translation>This record was not dealt with｜It is not among those that wait｜zongchuang hub quarantine list shows which do</translation>
    </message>
    <message>
        <source>没有加上附件｜文件是空的｜重新扫描或换一个文件</source>
        <translation>The file was not added｜It is empty｜Scan again or choose another file</translation>
    </message>
    <message>
        <source>没有加上附件｜文件超过 {limit} MB｜降低扫描分辨率，或分成几个文件</source>
        <translation>The file was not added｜It is larger than {limit} MB｜Scan at a lower resolution, or in several files</translation>
    </message>
    <message>
        <source>没有加上附件｜不收 {type} 这种文件｜换成 PDF、JPEG 或 PNG</source>
        <translation>The file was not added｜Files of the kind {type} are not taken｜Use PDF, JPEG or PNG</translation>
    </message>
    <message>
        <source>没有做成｜没有这个附件｜看一下办件的附件再操作</source>
        <translation>Nothing was done｜There is no such attachment｜Look at the attachments of the case and try again</translation>
    </message>
    <message>
        <source>没有加上附件｜磁盘剩余空间不到 1 GB｜照常收件；让管理员清理磁盘后再扫描</source>
        <translation>The file was not added｜Less than 1 GB is free on the disk｜Go on receiving cases; have the administrator make room before you scan again</translation>
    </message>
    <message>
        <source>打不开附件｜文件不在这台机器上｜到加上它的窗口去看</source>
        <translation>The attachment cannot be opened｜The file is not on this machine｜Look at it at the window that added it</translation>
    </message>
    <message>
        <source>打不开附件｜存下的文件坏了或被改过｜重新扫描一份，并告诉管理员</source>
        <translation>The attachment cannot be opened｜The stored file is damaged or was changed｜Scan it again and tell the administrator</translation>
    </message>
    <message>
        <source>没有加上附件｜程序出错了｜再试一次；仍不行就告诉管理员</source>
        <translation>The file was not added｜The program made a mistake｜Try again; if that does not help, tell the administrator</translation>
    </message>
    <message>
        <source>附件还没有上传｜它的登记记录还没有到服务器｜程序会自动再传</source>
        <translation>The attachment is not uploaded yet｜Its record has not reached the server｜The program tries again by itself</translation>
    </message>
    <message>
        <source>附件还没有上传｜服务器上还没有开始接收它｜程序会自动再传</source>
        <translation>The attachment is not uploaded yet｜The server has not begun to receive it｜The program tries again by itself</translation>
    </message>
    <message>
        <source>附件还没有传完｜服务器要从第 {offset} 字节接着收｜程序会自动接着传</source>
        <translation>The attachment is not uploaded yet｜The server goes on from byte {offset}｜The program goes on by itself</translation>
    </message>
    <message>
        <source>附件没有传成｜服务器收到的内容与登记的不一致｜程序会从头再传；一直不成就告诉管理员</source>
        <translation>The attachment was not uploaded｜What the server received is not what was recorded｜The program begins again by itself; if it never succeeds, tell the administrator</translation>
    </message>
    <message>
        <source>附件没有传成｜有一段内容在路上变了｜程序会自动再传；一直不成就告诉管理员</source>
        <translation>The attachment was not uploaded｜A part of it changed on the way｜The program tries again by itself; if it never succeeds, tell the administrator</translation>
    </message>
    <message>
        <source>附件没有传成｜服务器读不懂本机的请求，版本可能不一致｜让管理员更新程序</source>
        <translation>The attachment was not uploaded｜The server cannot read this machine&apos;s request; the versions may differ｜Have the administrator update the program</translation>
    </message>
    <message>
        <source>附件没有传成｜服务器用的是另一版上传协议｜让管理员更新程序</source>
        <translation>The attachment was not uploaded｜The server uses another version of the upload protocol｜Have the administrator update the program</translation>
    </message>
    <message>
        <source>没有启用新的下发内容｜文件读不懂，可能没有传完整｜原来的继续有效；让管理员重新发布</source>
        <translation>New content is not in use｜The file cannot be read; it may be incomplete｜The former content stays in force; have the administrator publish again</translation>
    </message>
    <message>
        <source>没有启用新的下发内容｜签名不是中心的｜原来的继续有效；马上告诉管理员</source>
        <translation>New content is not in use｜It is not signed by the centre｜The former content stays in force; tell the administrator at once</translation>
    </message>
    <message>
        <source>没有启用新的下发内容｜{file} 在签名之后被改过｜原来的继续有效；马上告诉管理员</source>
        <translation>New content is not in use｜{file} was changed after it was signed｜The former content stays in force; tell the administrator at once</translation>
    </message>
    <message>
        <source>没有启用新的下发内容｜中心换了签名密钥｜原来的继续有效；让管理员核对，确实换了中心就删掉数据文件夹里的 bundles</source>
        <translation>New content is not in use｜The centre signs with another key｜The former content stays in force; have the administrator check, and delete bundles in the data folder if the centre did change</translation>
    </message>
    <message>
        <source>没有启用新的下发内容｜{kind}第 {version} 版的内容用不了：{reason}｜原来的继续有效；改好后重新发布</source>
        <translation>New content is not in use｜{kind}, version {version}, cannot be used: {reason}｜The former content stays in force; mend it and publish again</translation>
    </message>
    <message>
        <source>没有取到下发内容｜服务器上没有这一版｜程序会自动再取</source>
        <translation>The content was not fetched｜The server does not have this version｜The program tries again by itself</translation>
    </message>
    <message>
        <source>没有发布｜文件夹里没有 {file}｜补上这个文件再发布</source>
        <translation>Nothing was published｜There is no {file} in the folder｜Add this file and publish again</translation>
    </message>
    <message>
        <source>事项目录</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>工作日历</source>
        <translation>Working calendar</translation>
    </message>
    <message>
        <source>人员名册</source>
        <translation>Roster</translation>
    </message>
    <message>
        <source>目录文件有缺陷</source>
        <translation>the files of the catalogue have defects</translation>
    </message>
    <message>
        <source>日历文件有缺陷</source>
        <translation>the calendar file has defects</translation>
    </message>
    <message>
        <source>名册文件有缺陷</source>
        <translation>the roster file has defects</translation>
    </message>
    <message>
        <source>缺少文件</source>
        <translation>a file is missing</translation>
    </message>
    <message>
        <source>中心下发的新内容已启用｜事项目录 {version}｜</source>
        <translation>New content from the centre is in use｜Catalogue {version}｜</translation>
    </message>
    <message>
        <source>连不上服务器｜这台机器还没有在服务器上登记｜让管理员给一个登记码，运行 zongchuang enrol；照常办理，数据存在本机</source>
        <translation>The server cannot be reached｜This machine is not enrolled there yet｜Ask the administrator for a code and run zongchuang enrol; work goes on, everything is kept here</translation>
    </message>
    <message>
        <source>服务器不接受本机｜它不认识这台设备｜让管理员重新登记；照常办理，数据存在本机</source>
        <translation>The server does not accept this machine｜It does not know this device｜Let the administrator enrol it again; work goes on, everything is kept here</translation>
    </message>
    <message>
        <source>服务器不再接受本机｜管理员停用了这台设备｜联系管理员；照常办理，数据存在本机</source>
        <translation>The server no longer accepts this machine｜The administrator has revoked this device｜Ask the administrator; work goes on, everything is kept here</translation>
    </message>
    <message>
        <source>服务器不接受本机｜本机的密钥与登记的不一致｜让管理员重新登记；照常办理，数据存在本机</source>
        <translation>The server does not accept this machine｜Its key is not the one that was enrolled｜Let the administrator enrol it again; work goes on, everything is kept here</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜请求里没有设备的凭证｜再试一次；仍不行就联系管理员</source>
        <translation>The server did not do this｜The request did not say which device asks｜Try again; if it stays, ask the administrator</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜它认不出本机的凭证｜再试一次；仍不行就联系管理员</source>
        <translation>The server did not do this｜It does not recognise this machine&apos;s token｜Try again; if it stays, ask the administrator</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜本机的凭证过了期｜再试一次；仍不行就联系管理员</source>
        <translation>The server did not do this｜This machine&apos;s token has run out｜Try again; if it stays, ask the administrator</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜这类设备没有这个权限｜到有权限的设备上操作，或联系管理员</source>
        <translation>The server did not do this｜This kind of device may not｜Do it on a device that may, or ask the administrator</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜本机没有登记在大厅 {hall}｜让管理员检查设置里的大厅编号，或重新登记</source>
        <translation>The server did not do this｜This machine is not enrolled for hall {hall}｜Let the administrator check the hall in the settings, or enrol it again</translation>
    </message>
    <message>
        <source>服务器没有做这一步｜本机不是 {window} 号窗口的设备｜让管理员检查设置里的窗口号，或重新登记</source>
        <translation>The server did not do this｜This machine is not that of window {window}｜Let the administrator check the window&apos;s number in the settings, or enrol it again</translation>
    </message>
    <message>
        <source>上传停住了｜这份记录（{node}）登记在另一台设备名下｜让管理员停用旧设备或重新登记本机；数据都在本机</source>
        <translation>The upload has stopped｜These records ({node}) belong to another device｜Let the administrator revoke the old device or enrol this one again; everything is kept here</translation>
    </message>
    <message>
        <source>没有连接服务器｜{hub} 上应答的不是登记时的那台服务器，可能有人冒充｜不要重试，联系管理员核对证书指纹</source>
        <translation>Not connected to the server｜What answers at {hub} is not the server of the enrolment; somebody may pretend to be it｜Do not try again; let the administrator compare the fingerprint</translation>
    </message>
    <message>
        <source>没有连接服务器｜地址以 http:// 开头，凭证会被旁人看到｜把设置里的服务器地址改为 https://</source>
        <translation>Not connected to the server｜The address begins with http://, so others could see the token｜Change the server&apos;s address in the settings to https://</translation>
    </message>
    <message>
        <source>没有给出登记码｜窗口的设备要有窗口号｜加上 --window 再运行</source>
        <translation>No code was given out｜A window&apos;s device needs the window&apos;s number｜Run it again with --window</translation>
    </message>
    <message>
        <source>没有登记｜登记码里有打错的字符｜对照管理员给的码重新输入</source>
        <translation>Not enrolled｜The code is mistyped｜Compare it with the administrator&apos;s and enter it again</translation>
    </message>
    <message>
        <source>没有登记｜服务器没有发过这个登记码｜对照管理员给的码重新输入，或让他再给一个</source>
        <translation>Not enrolled｜The server never gave out this code｜Compare it with the administrator&apos;s, or ask for another</translation>
    </message>
    <message>
        <source>没有登记｜这个登记码已经用过｜让管理员再给一个；不是你用的就告诉他</source>
        <translation>Not enrolled｜This code was used before｜Ask the administrator for another, and say so if it was not you</translation>
    </message>
    <message>
        <source>没有登记｜这个登记码过了期｜让管理员再给一个</source>
        <translation>Not enrolled｜This code has run out｜Ask the administrator for another</translation>
    </message>
    <message>
        <source>服务器没有启动｜{host} 可以从别的机器访问，而这里还没有证书｜先运行 zongchuang hub init --name {host}</source>
        <translation>The server did not start｜{host} can be reached from other machines, but there is no certificate yet｜First run zongchuang hub init --name {host}</translation>
    </message>
    <message>
        <source>没有做出证书｜{name} 里有不是主机名也不是地址的｜检查 --name 后再运行</source>
        <translation>No certificate was made｜{name} contains what is neither a host name nor an address｜Check --name and run it again</translation>
    </message>
    <message>
        <source>服务器没有启动｜密钥文件 {file} 的内容不对｜从备份恢复 trust 文件夹，不要删掉它</source>
        <translation>The server did not start｜The key file {file} does not hold what it should｜Restore the folder trust from a backup; do not delete it</translation>
    </message>
    <message>
        <source>服务器没有启动｜密钥文件 {file} 能被其他用户读取｜把它的权限改为只有所有者能读写（0600）</source>
        <translation>The server did not start｜Other users can read the key file {file}｜Let only its owner read and write it (mode 0600)</translation>
    </message>
    <message>
        <source>没有开始模拟｜这台电脑没有 {what}｜安装后再试：{remedy}</source>
        <translation>The simulation was not started｜This computer has no {what}｜Install it and try again: {remedy}</translation>
    </message>
    <message>
        <source>磁盘快满了｜剩余空间不到 5 GB｜照常收件；让管理员清理磁盘，不到 1 GB 时不能再加附件</source>
        <translation>The disk is nearly full｜Less than 5 GB is free｜Go on receiving cases; have the administrator make room: below 1 GB no attachment can be added</translation>
    </message>
    <message>
        <source>没有登记｜错误的登记码试得太多｜一分钟后再试</source>
        <translation>Not enrolled｜Too many wrong codes were tried｜Try again in a minute</translation>
    </message>
    <message>
        <source>没有叫号｜连不上大厅队列｜照小票手工输入号码，或用无号直办；连上后自动恢复</source>
        <translation>Nobody was called｜The hall&apos;s queue cannot be reached｜Type the number on the slip, or serve without a ticket; it goes on by itself when the hall is back</translation>
    </message>
    <message>
        <source>没有取号｜没有设置小票打印机｜在设置里填打印机的端口；或只显示号码，让申请人记下</source>
        <translation>No number taken｜No ticket printer is set up｜Name its port in the settings, or show the number on the screen for people to note</translation>
    </message>
    <message>
        <source>按键不认识｜评价器发来配置里没有的值，没有记为评价｜让申请人再按一次，或在评价屏上评价</source>
        <translation>Unknown key｜The evaluator sent a value that its profile lacks; it was not counted as a rating｜Ask for another press, or for a rating on the second screen</translation>
    </message>
    <message>
        <source>已加上一个附件</source>
        <translation>An attachment was added</translation>
    </message>
    <message>
        <source>已去掉一个附件</source>
        <translation>An attachment was taken out</translation>
    </message>
    <message>
        <source>没有存上｜要更正或备注的内容是空的｜填好再保存</source>
        <translation>Nothing was kept｜What is to be corrected or noted is empty｜Fill it in and save again</translation>
    </message>
    <message>
        <source>更正联系方式</source>
        <translation>Contact data corrected</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>换办件编号</source>
        <translation>Case number changed</translation>
    </message>
    <message>
        <source>处理冲突</source>
        <translation>Conflict settled</translation>
    </message>
    <message>
        <source>管理员放行</source>
        <translation>Released by the administrator</translation>
    </message>
    <message>
        <source>管理员作废</source>
        <translation>Dropped by the administrator</translation>
    </message>
    <message>
        <source>没有做成｜口令文件 {file} 不是 UTF-8 文本｜把口令写进一个文本文件的第一行，再做一次</source>
        <translation>Not done｜The passphrase file {file} is not UTF-8 text｜Write the passphrase into the first line of a text file and try again</translation>
    </message>
    <message>
        <source>有的事项不再显示｜现行目录里已没有 {items}｜已收的办件照旧有效；没有收的另选事项，并告诉申请人</source>
        <translation>Some items are no longer shown｜The catalogue in force does not have {items} any more｜Cases already received stand; for the others choose another item and tell the applicant</translation>
    </message>
    <message>
        <source>不使用｜设置里说没有这台设备｜要用时，在右边选驱动和端口</source>
        <translation>Not used｜The settings say that there is no such device｜To use one, choose driver and port at the right</translation>
    </message>
    <message>
        <source>还没试过｜｜按「测试」试一次</source>
        <translation>Not tried yet｜｜Press Test</translation>
    </message>
    <message>
        <source>当键盘用</source>
        <translation>Types like a keyboard</translation>
    </message>
    <message>
        <source>正在测试…</source>
        <translation>Testing…</translation>
    </message>
    <message>
        <source>测试通过：扫到一个 {count} 个字符的码</source>
        <translation>Test passed: a code of {count} characters</translation>
    </message>
    <message>
        <source>测试通过：设备有应答</source>
        <translation>Test passed: the device answers</translation>
    </message>
    <message>
        <source>正在换上…</source>
        <translation>Changing over…</translation>
    </message>
    <message>
        <source>已换上，以后也用这个设置</source>
        <translation>Changed over, from now on too</translation>
    </message>
    <message>
        <source>测试没有通过｜5 秒内设备没有应答｜检查电源和连线，再按「重连」</source>
        <translation>The test failed｜The device did not answer within 5 seconds｜Check power and cable, then press Reconnect</translation>
    </message>
    <message>
        <source>没有声音｜这台电脑没有发声的设备｜插上音箱或耳机；大厅的语音由大厅屏那台电脑播放</source>
        <translation>No sound｜This computer has nothing to be heard by｜Plug in a loudspeaker; the hall&apos;s voice comes from the computer of the hall screen</translation>
    </message>
    <message>
        <source>没有中文输入｜没有找到 fcitx5 或 ibus｜让管理员装好并启动输入法，再打开程序</source>
        <translation>Missing｜Neither fcitx5 nor ibus was found｜Have the administrator install and start one, then open the program again</translation>
    </message>
    <message>
        <source>没有换成模拟的｜本窗口只办真实业务｜接上真实的设备</source>
        <translation>Not simulated｜This window takes real cases only｜Connect the real device</translation>
    </message>
    <message>
        <source>系统太旧｜系统的 C 库是 {found}，程序要 2.28 以上｜换用较新的系统</source>
        <translation>The system is too old｜Its C library is {found}, the program needs 2.28 or later｜Use a newer system</translation>
    </message>
    <message>
        <source>磁盘快满了｜存放数据的磁盘只剩 {free_mb} MB｜删掉不用的文件，至少留出 500 MB</source>
        <translation>The disk is nearly full｜The disk of the data folder has only {free_mb} MB left｜Delete what is not needed and keep at least 500 MB free</translation>
    </message>
    <message>
        <source>没有放上身份证｜读卡器不是模拟的｜在设备中心让身份证读卡用模拟的，或放真证</source>
        <translation>No card was laid down｜The reader is not a simulated one｜Simulate the ID card reader in the device centre, or use a real card</translation>
    </message>
    <message>
        <source>出纸口满了｜｜取走出纸口的纸，自动接着打</source>
        <translation>The output tray is full｜｜Take the paper out; printing goes on by itself</translation>
    </message>
    <message>
        <source>纸盒没装好｜｜把纸盒推到底，自动接着打</source>
        <translation>A paper tray is missing｜｜Push it in all the way; printing goes on by itself</translation>
    </message>
    <message>
        <source>文书被扣住｜打印服务里设了先不打｜让管理员放行；也可以换一台打印机</source>
        <translation>The paper is held back｜The print system was told not to print it yet｜Have the administrator release it, or choose another printer</translation>
    </message>
    <message>
        <source>打印机出错｜｜看打印机面板上的提示；也可以换一台打印机</source>
        <translation>The printer reports an error｜｜See its own display, or choose another printer</translation>
    </message>
    <message>
        <source>没有打印｜文件不是能读的 PDF，校正不了位置｜换一份文件</source>
        <translation>Not printed｜The file is no readable PDF, so it cannot be put in its place｜Use another file</translation>
    </message>
    <message>
        <source>打印被取消｜有人在系统里取消了它，或打印机没有这种纸｜需要时再打一次</source>
        <translation>Printing was cancelled｜Somebody cancelled it in the system, or the printer has no such paper｜Print it again if it is needed</translation>
    </message>
    <message>
        <source>没有可以加页的材料｜这种情形不用交材料｜</source>
        <translation>There is no material to put pages on｜This case needs none｜</translation>
    </message>
    <message>
        <source>{name}：已加一页</source>
        <translation>{name}: page added</translation>
    </message>
    <message>
        <source>没有加页｜这一页和已有的一页完全相同｜换一页再拍</source>
        <translation>No page was added｜It is exactly like one that is there｜Take another one</translation>
    </message>
    <message>
        <source>{name}：已删除一页</source>
        <translation>{name}: page deleted</translation>
    </message>
    <message>
        <source>{name}：已转一页</source>
        <translation>{name}: page turned</translation>
    </message>
    <message>
        <source>{name}：已调整页序</source>
        <translation>{name}: pages reordered</translation>
    </message>
    <message>
        <source>{name}：已重拍一页</source>
        <translation>{name}: page taken again</translation>
    </message>
    <message>
        <source>没有扫完｜扫描仪卡纸｜取出卡住的纸，放好没扫的页再扫；已扫的页都在</source>
        <translation>Not all was scanned｜Paper is stuck in the scanner｜Take it out, lay in what is left and scan again; scanned pages are kept</translation>
    </message>
    <message>
        <source>没有扫描｜扫描仪里没有纸｜把材料放进进纸器或放在玻璃板上，再按「扫描」</source>
        <translation>Nothing was scanned｜There is no paper in the scanner｜Lay it into the feeder or on the glass and press Scan again</translation>
    </message>
    <message>
        <source>没有扫描｜扫描仪的盖子没关｜关好盖子再按「扫描」</source>
        <translation>Nothing was scanned｜The scanner&apos;s cover is open｜Close it and press Scan again</translation>
    </message>
    <message>
        <source>没有扫描｜另一个程序正在用扫描仪｜等它扫完，再按「扫描」</source>
        <translation>Nothing was scanned｜Another program uses the scanner｜Wait until it is done and press Scan again</translation>
    </message>
    <message>
        <source>这条记录没有生效，也不会再生效｜它是只有服务器管理员能做的决定，却不是服务器写的｜查这台电脑上的程序是否被换过，联系管理员</source>
        <translation>This record has no effect and never will｜It is a decision only the administrator of the hub may make, but no hub wrote it｜Check whether the program on this computer was replaced; tell the administrator</translation>
    </message>
    <message>
        <source>冲突 {conflicts} 待处理</source>
        <translation>{conflicts} conflicts to settle</translation>
    </message>
    <message>
        <source>上传失败 {failed} · 冲突 {conflicts} 待处理</source>
        <translation>{failed} failed · {conflicts} conflicts to settle</translation>
    </message>
    <message>
        <source>离线 · {trouble}</source>
        <translation>Offline · {trouble}</translation>
    </message>
    <message>
        <source>上传停住 · 待上传 {pending}</source>
        <translation>Upload stopped · {pending} waiting</translation>
    </message>
    <message>
        <source>{standing} · 时钟差 {minutes} 分</source>
        <translation>{standing} · clock off by {minutes} min</translation>
    </message>
    <message>
        <source>已按你选的留下，正在上传</source>
        <translation>Kept as you chose; uploading</translation>
    </message>
    <message>
        <source>已自动接着上传｜这台电脑的数据被复制或回退过｜本机的记录都在；列表里有失败的，照提示处理</source>
        <translation>Upload goes on by itself｜This computer&apos;s data were copied or rolled back｜All records are here; where the list shows a failure, follow its advice</translation>
    </message>
    <message>
        <source>已更正，会自动上传</source>
        <translation>Corrected; it uploads by itself</translation>
    </message>
    <message>
        <source>已加备注，会自动上传</source>
        <translation>Note added; it uploads by itself</translation>
    </message>
    <message>
        <source>没有导出｜还没有选放在哪里｜插上 U 盘，选一个文件夹</source>
        <translation>Not exported｜No place was chosen｜Plug in a USB stick and choose a folder</translation>
    </message>
    <message>
        <source>没有导出｜口令不到 {shortest} 个字符｜换一个长的，当面告诉管理员</source>
        <translation>Not exported｜The passphrase has fewer than {shortest} characters｜Choose a longer one and tell it to the administrator in person</translation>
    </message>
    <message>
        <source>没有导出｜两次输入的口令不一样｜重新输入</source>
        <translation>Not exported｜The two passphrases differ｜Type them again</translation>
    </message>
    <message>
        <source>没有导出｜写不进 {folder}，可能满了、写保护或已拔出｜换一个 U 盘或文件夹再试</source>
        <translation>Not exported｜{folder} cannot be written: full, write-protected or unplugged｜Try another stick or folder</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>加附件</source>
        <translation>Attachment added</translation>
    </message>
    <message>
        <source>去掉附件</source>
        <translation>Attachment removed</translation>
    </message>
    <message>
        <source>出收件凭证</source>
        <translation>Receipt issued</translation>
    </message>
    <message>
        <source>补打收件凭证</source>
        <translation>Receipt reprinted</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Evaluation</translation>
    </message>
    <message>
        <source>未评价</source>
        <translation>Not evaluated</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Service started</translation>
    </message>
    <message>
        <source>读卡核验</source>
        <translation>Verified by card</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>Number issued</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>手工叫号</source>
        <translation>Called by hand</translation>
    </message>
    <message>
        <source>重呼</source>
        <translation>Called again</translation>
    </message>
    <message>
        <source>恢复过号</source>
        <translation>Missed number restored</translation>
    </message>
    <message>
        <source>合并号码</source>
        <translation>Numbers merged</translation>
    </message>
    <message>
        <source>同号办了两次</source>
        <translation>Served twice</translation>
    </message>
    <message>
        <source>领取号段</source>
        <translation>Block of numbers taken</translation>
    </message>
    <message>
        <source>预留号码</source>
        <translation>Number held in reserve</translation>
    </message>
    <message>
        <source>要回号码</source>
        <translation>Number demanded back</translation>
    </message>
    <message>
        <source>交还号码</source>
        <translation>Number given back</translation>
    </message>
    <message>
        <source>收回号码</source>
        <translation>Number reclaimed</translation>
    </message>
    <message>
        <source>已换成新编号 {number}，凭证正在重打｜｜把新凭证给申请人，收回旧的</source>
        <translation>New number {number} given, the receipt is printing again｜｜Give the new receipt to the applicant and take back the old one</translation>
    </message>
    <message>
        <source>没有做成｜{reason}｜检查磁盘的剩余空间和连接，再试一次</source>
        <translation>Not done｜{reason}｜Check the free space and the connection of the disk and try again</translation>
    </message>
    <message>
        <source>已记下，下次打开程序时换过来</source>
        <translation>Noted; it changes over when the program is next opened</translation>
    </message>
    <message>
        <source>等着一个码：随便扫一个（5 秒内）</source>
        <translation>Waiting for a code: scan any one (within 5 seconds)</translation>
    </message>
    <message>
        <source>收不到叫号｜大厅服务器连不上｜网络恢复后自动更新；这段时间在大厅口头叫号</source>
        <translation>Gets no calls｜The hub of the hall cannot be reached｜It catches up by itself; until then have numbers called aloud in the hall</translation>
    </message>
    <message>
        <source>没有做成｜数据有 {count} 处对不上，第一处是第 {seq} 条：{reason}｜数据和原来的备份都没有动；窗口的用 zongchuang journal verify 看全部，再从原来的备份恢复</source>
        <translation>Not done｜{count} places of the data do not prove themselves, the first is row {seq}: {reason}｜Data and earlier backups are untouched; for a window zongchuang journal verify shows all of them, then restore an earlier backup</translation>
    </message>
    <message>
        <source>没有做成｜数据文件有 {count} 处损坏，磁盘可能坏了｜数据和原来的备份都没有动；换一块磁盘，再从原来的备份恢复</source>
        <translation>Not done｜{count} places of the data file are damaged, the disk may be failing｜Data and earlier backups are untouched; replace the disk, then restore an earlier backup</translation>
    </message>
    <message>
        <source>缺少记录</source>
        <translation>rows are missing</translation>
    </message>
    <message>
        <source>与前一条接不上</source>
        <translation>it does not follow the row before</translation>
    </message>
    <message>
        <source>内容被改过</source>
        <translation>its content was altered</translation>
    </message>
    <message>
        <source>末尾与登记的不一致</source>
        <translation>the end is not the recorded one</translation>
    </message>
    <message>
        <source>个人信息被改过</source>
        <translation>personal data were altered</translation>
    </message>
    <message>
        <source>个人信息没有对应的记录</source>
        <translation>personal data belong to no row</translation>
    </message>
    <message>
        <source>没有取到号｜这台取号机已被管理员停用｜到导办台取号</source>
        <translation>No number was given｜An administrator has shut out this ticket machine｜Get a number at the information desk</translation>
    </message>
    <message>
        <source>没有保存｜这里要填 -30 到 30 之间的毫米数，往回移用负数｜不用移就填 0</source>
        <translation>Not saved｜Enter millimetres between -30 and 30 here, negative to move back｜Enter 0 to leave it where it is</translation>
    </message>
    <message>
        <source>已收到，需更新后显示｜别的窗口用更新的版本写成，服务器也还读不懂它｜不用做什么；服务器更新后自动显示</source>
        <translation>Received, shown after an update｜Another window wrote it with a newer version that the server cannot read yet either｜Nothing to do; it is shown once the server is updated</translation>
    </message>
    <message>
        <source>已收到，需更新后显示｜它由比本机新的程序版本写成｜让管理员更新本机程序，更新后自动显示</source>
        <translation>Received, shown after an update｜A newer version than this one wrote it｜Ask the administrator to update this program; it is shown after that</translation>
    </message>
    <message>
        <source>已补上 {events} 条以前读不懂的记录｜本机程序已更新｜不用做什么</source>
        <translation>{events} records that could not be read before are shown now｜This program was updated｜Nothing to do</translation>
    </message>
    <message>
        <source>这条记录不生效了｜管理员已在服务器上作废它，本机也已收回｜看过后按「知道了」；确实要办的，重新办一次</source>
        <translation>This record does not count｜An administrator dropped it on the server, and it was taken back here｜Press “Done” once you have seen it; do it anew if it is really needed</translation>
    </message>
    <message>
        <source>已撤回，本机不再显示它｜｜还要办的，改好后重新填报</source>
        <translation>Taken back, it is no longer shown here｜｜If it is still needed, correct it and enter it anew</translation>
    </message>
    <message>
        <source>已作为新的一条重报，正在上传</source>
        <translation>Made again as a new record, uploading</translation>
    </message>
    <message>
        <source>已从列表里去掉｜｜它还在日志里，随时可查</source>
        <translation>Removed from the list｜｜It is still in the journal and can be looked up</translation>
    </message>
    <message>
        <source>没有导出｜没有等待上传的记录，服务器都已收到｜不用带什么过去</source>
        <translation>Nothing was exported｜The hub has received everything｜Nothing needs to be carried there</translation>
    </message>
    <message>
        <source>没有做成｜{folder} 里没有数据｜用 --data 指定数据文件夹</source>
        <translation>Not done｜There are no data in {folder}｜Name the data folder with --data</translation>
    </message>
    <message>
        <source>没有存上｜这一步的内容超过 3 MB，服务器收不下｜把长的内容作为附件加上，再做一次</source>
        <translation>Not saved｜This step holds more than 3 MB, which no hub takes｜Add what is long as an attachment and try again</translation>
    </message>
    <message>
        <source>服务器现在做不了这一步｜它的数据库没有应答，或磁盘满了｜照常办理，程序会自动再试；一直这样就告诉管理员</source>
        <translation>The hub cannot do this now｜Its database does not answer, or its disk is full｜Work as usual, the program tries again by itself; tell an administrator if it stays so</translation>
    </message>
    <message>
        <source>这条记录没有生效，也不会再生效｜它的编号早先已属于另一条记录｜按「重报」，换个编号再报一次</source>
        <translation>This record does not count and never will｜Its id belonged to another record before｜Press “Send again” to report it once more under another id</translation>
    </message>
    <message>
        <source>{standing} · 时钟差 {days} 天</source>
        <translation>{standing} · clock off by {days} days</translation>
    </message>
    <message>
        <source>没有连接服务器｜服务器的证书不包含 {hub} 这个地址｜让管理员在服务器上运行 zongchuang hub init --name {name}，再重启服务器</source>
        <translation>Not connected to the hub｜Its certificate does not name the address {hub}｜An administrator runs zongchuang hub init --name {name} on the hub and starts it again</translation>
    </message>
    <message>
        <source>没有给出登记码｜只有下级服务器可以属于几个大厅｜只写一个 --hall 再运行</source>
        <translation>No code was given｜Only a hub may belong to several halls｜Name one --hall and run it again</translation>
    </message>
    <message>
        <source>没有做成｜服务器的密钥 {file} 不见了｜从备份恢复 trust 文件夹；确认找不回来，再用 zongchuang hub new-keys 另造，程序不会自己另造</source>
        <translation>Not done｜The hub&apos;s key {file} is gone｜Put the trust folder back from the backup; when it is lost for good, zongchuang hub new-keys makes another, the program never does so by itself</translation>
    </message>
    <message>
        <source>没有做成｜这个数据库用的是另一套密钥，不是数据文件夹里的这一套｜检查 --data 和 --db，或从备份恢复 trust 文件夹；确认找不回来，再用 zongchuang hub new-keys</source>
        <translation>Not done｜This database belongs to other keys than those in the data folder｜Check --data and --db, or put the trust folder back from the backup; when it is lost for good, zongchuang hub new-keys</translation>
    </message>
    <message>
        <source>没有撤回｜申请人手里有它的凭证，或它说的是已经发生的事｜重报，或让管理员处理</source>
        <translation>Not taken back｜The applicant holds a paper of it, or it tells of something that has happened｜Send it again, or leave it to the administrator</translation>
    </message>
    <message>
        <source>这条记录还没有生效｜与服务器上的情况对不上｜让管理员核对放行；能撤回的，撤回后改好重新填报</source>
        <translation>This record does not count yet｜It does not fit what the server has｜Have the administrator check and release it; what can be taken back may be corrected and entered anew</translation>
    </message>
    <message>
        <source>不能用本机的｜这件办件没有生效，或已被管理员作废，没有可更正的内容｜先处理它的收件；已作废的，选「用服务器」</source>
        <translation>Yours cannot be kept｜This case does not count yet, or an administrator dropped it: there is nothing to correct｜Deal with its receipt first; if it was dropped, choose “Keep server&apos;s”</translation>
    </message>
    <message>
        <source>没有做成｜{place} 里还没有过服务器｜检查 --data 和 --db；新装的服务器先用 zongchuang hub 启动一次</source>
        <translation>Not done｜There has never been a server in {place}｜Check --data and --db; start a new server once with zongchuang hub first</translation>
    </message>
    <message>
        <source>本机的服务器没有启动｜30 秒内没有应答｜程序会自己再试；可以先用无号直办，数据存在本机；一直这样就让管理员看数据文件夹里的 {log}</source>
        <translation>The server on this machine did not start｜It gave no answer for 30 seconds｜It is tried again by itself; meanwhile serve without a number, everything is kept here; if this stays so, have the administrator look at {log} in the data folder</translation>
    </message>
    <message>
        <source>本机的服务器没有启动｜它一启动就停了｜程序会自己再试；可以先用无号直办，数据存在本机；一直这样就让管理员看数据文件夹里的 {log}</source>
        <translation>The server on this machine did not start｜It stopped as soon as it started｜It is tried again by itself; meanwhile serve without a number, everything is kept here; if this stays so, have the administrator look at {log} in the data folder</translation>
    </message>
    <message>
        <source>已换成另一人的证</source>
        <translation>Another person&apos;s card</translation>
    </message>
    <message>
        <source>演示没有做完｜等了 {seconds} 秒，屏幕上没有出现应有的结果｜看 --json 输出里停在哪一步</source>
        <translation>The demo did not finish｜What should appear on the screen did not come within {seconds} seconds｜The --json output names the step</translation>
    </message>
    <message>
        <source>未设置｜还没有告诉程序它在哪｜在右边填端口</source>
        <translation>Not set up｜The program was not told where it is｜Enter the port at the right</translation>
    </message>
    <message>
        <source>{number} 不在本窗口了｜大堂经理已把它收回｜按 F2 叫下一位；人已在窗口就用无号直办</source>
        <translation>{number} has left this window｜The lobby manager took it back｜Press F2 for the next one; start a walk-in for a citizen who is here</translation>
    </message>
    <message>
        <source>还不能办结｜还有 {count} 件没有受理｜先受理，或按 Ctrl+W 移除不办的</source>
        <translation>The visit cannot be finished yet｜{count} items are not accepted｜Accept them, or remove with Ctrl+W what is not wanted</translation>
    </message>
    <message>
        <source>还没有结束｜这次没有办任何事项，结束后这个号不能再叫｜要办就按 Ctrl+M 加办；只是咨询就再按一次 F12</source>
        <translation>The visit is not finished｜No item was handled, and its number cannot be called again afterwards｜Add an item with Ctrl+M; if it was only a question, press F12 once more</translation>
    </message>
    <message>
        <source>{day}受理</source>
        <translation>accepted {day}</translation>
    </message>
    <message>
        <source>人到窗口</source>
        <translation>Citizen at the window</translation>
    </message>
    <message>
        <source>号码办完</source>
        <translation>Number finished</translation>
    </message>
    <message>
        <source>存下预留号码</source>
        <translation>Reserved number kept</translation>
    </message>
    <message>
        <source>窗口停止叫号</source>
        <translation>Window stopped calling</translation>
    </message>
    <message>
        <source>打不开本机数据｜数据还在，但找不到它的密钥 {file}｜密钥存在系统密钥环里的，先解锁密钥环；否则把原密钥放回数据文件夹，或从备份恢复；程序不会另建空数据</source>
        <translation>The local data cannot be opened｜The data is there, but its key {file} is gone｜Where the key is kept by the system&apos;s keyring, unlock that first; else put the key back into the data folder or restore a backup; no empty data will be made in its place</translation>
    </message>
    <message>
        <source>另存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>演示高拍仪</source>
        <translation>Demo camera</translation>
    </message>
    <message>
        <source>演示高拍仪 主头</source>
        <translation>Demo camera, main head</translation>
    </message>
    <message>
        <source>演示高拍仪 副头</source>
        <translation>Demo camera, second head</translation>
    </message>
    <message>
        <source>演示扫描仪</source>
        <translation>Demo scanner</translation>
    </message>
    <message>
        <source>测试通过：{device_name}</source>
        <translation>Test passed: {device_name}</translation>
    </message>
    <message>
        <source>连不上数据库｜{reason}｜核对数据库的地址、选项和账户，看它是否在运行，再做一次</source>
        <translation>The database cannot be reached｜{reason}｜Check its address, options and account, and whether it is running, then try again</translation>
    </message>
    <message>
        <source>没有打开数据库｜地址里有 PostgreSQL 不认识的选项 {option}｜改正地址再做一次</source>
        <translation>The database was not opened｜Its address has the option {option}, which PostgreSQL does not know｜Correct the address and try again</translation>
    </message>
    <message>
        <source>程序已经在运行｜同一数据文件夹只能由一个程序使用｜切换到已打开的程序；要恢复数据就先关闭它</source>
        <translation>The program is already running｜A data folder serves one program at a time｜Switch to the one that is open; to restore data, close it first</translation>
    </message>
    <message>
        <source>没有启用新的下发内容｜服务器给的{kind}第 {version} 版比本机的同号内容早，服务器可能用旧备份恢复过｜原来的继续有效；一直这样就让管理员在中心重新发布一次</source>
        <translation>New content was not put in force｜Version {version} of the {kind} from the server is earlier than the one with this number here; the server may have been restored from an old backup｜The one before stays in force; if this goes on, ask the administrator to publish again in the centre</translation>
    </message>
    <message>
        <source>没有做成｜副本没有写好：{reason}｜看那个磁盘是否还插着、有没有空间，或换一个再做一次；数据没有动</source>
        <translation>Not done｜The copy was not written well: {reason}｜See whether that disk is still plugged in and has room, or use another one; the data is untouched</translation>
    </message>
    <message>
        <source>写下的读不回来</source>
        <translation>what was written cannot be read again</translation>
    </message>
    <message>
        <source>没有取到号｜网络中断，这类业务预留的号已发完｜到导办台取号，网络恢复后自动恢复</source>
        <translation>No number｜The network is down and the numbers kept for this business are used up｜Take one at the information desk. It goes on by itself when the network is back</translation>
    </message>
    <message>
        <source>本机少了最后 {count} 条记录｜数据文件的末尾坏了，或被换成了旧的｜核对最近办的几件：已上传的会从服务器取回，其余的凭手里的纸重新办；并告诉管理员</source>
        <translation>The last {count} records are missing here｜The end of the data file is damaged, or the file was exchanged for an older one｜Check the latest cases: what was uploaded comes back from the server, do the rest again from the papers at hand; and tell the administrator</translation>
    </message>
    <message>
        <source>磁盘读写出错，可能已经拔出</source>
        <translation>the disk fails to read or write, or was pulled out</translation>
    </message>
    <message>
        <source>演示读卡器没有照做｜模拟程序没有应答，或已经结束｜重新打开程序；可以先手工填写</source>
        <translation>The demonstration reader did not obey｜The simulator does not answer, or has ended｜Open the program again; fields can be filled in by hand meanwhile</translation>
    </message>
    <message>
        <source>已受理「{item}」｜办件编号 {number}｜接着办下一件</source>
        <translation>Accepted: {item}｜Case number {number}｜Go on with the next one</translation>
    </message>
    <message>
        <source>读的证现在是{role}的</source>
        <translation>The card is the {role}&apos;s now</translation>
    </message>
    <message>
        <source>已让它响一声：{device_name}｜它不会应答，要靠人听｜没听到时，检查电源、接线和地址</source>
        <translation>Told to beep: {device_name}｜It does not answer, somebody has to hear it｜If you hear nothing, check its power, its wires and its address</translation>
    </message>
    <message>
        <source>演示没有开始｜{folder} 里已经有数据｜用 --data 指定一个空文件夹，或不写 --data</source>
        <translation>The demo did not start｜{folder} holds data already｜Name an empty folder with --data, or leave --data out</translation>
    </message>
    <message>
        <source>没有取到号｜大厅没有功能区 {zone}｜有这些：{zones}</source>
        <translation>No number was taken｜The hall has no zone {zone}｜It has these: {zones}</translation>
    </message>
    <message>
        <source>这块屏没有打开｜这台机器还没有在服务器上登记｜让管理员给一个登记码，在这台机器上运行 zongchuang enrol，再打开</source>
        <translation>This screen did not open｜The machine is not enrolled at the server yet｜Ask the administrator for a code, run zongchuang enrol on this machine, and open it again</translation>
    </message>
    <message>
        <source>申请人未满 18 周岁｜未成年人的申请一般由监护人代办｜选「代办」，并核对监护关系</source>
        <translation>The applicant is not 18 yet｜A guardian usually applies for a minor｜Choose Agent and check the guardianship</translation>
    </message>
    <message>
        <source>设置没有用上｜{key} 的值不在允许的范围内｜改正后再试</source>
        <translation>The setting was not used｜The value of {key} is out of its range｜Correct it and try again</translation>
    </message>
    <message>
        <source>用不了这份人员名册｜{file} 里登记的工作证 {card}… 不是卡码，或它的工号不在名册里｜用 zongchuang staff-card 读出卡码，改好后重新发布</source>
        <translation>This roster cannot be used｜The staff card {card}… in {file} is no code, or its staff number is not on the roster｜Read the code with zongchuang staff-card, correct it and publish again</translation>
    </message>
    <message>
        <source>登记的工作证有误</source>
        <translation>a staff card in it is wrong</translation>
    </message>
    <message>
        <source>没有人上岗｜｜把工作证放到读卡器上，或按 Ctrl+K 输入工号、姓名，再按 Enter</source>
        <translation>Nobody is on duty｜｜Lay a staff card on the reader, or press Ctrl+K, type staff number or name, and press Enter</translation>
    </message>
    <message>
        <source>{name}已上岗｜之后的办理都记在{name}名下</source>
        <translation>{name} is on duty｜All work from now on is booked for {name}</translation>
    </message>
    <message>
        <source>{name}已经在岗</source>
        <translation>{name} is on duty already</translation>
    </message>
    <message>
        <source>{name}已离岗</source>
        <translation>{name} has gone off duty</translation>
    </message>
    <message>
        <source>没有上岗｜人员名册上没有这张工作证（卡码 {card}…）｜按 Ctrl+K 输入工号上岗，再让管理员把卡登记到名册</source>
        <translation>Nobody came on duty｜The roster does not have this staff card (code {card}…)｜Press Ctrl+K and type the staff number, and have the administrator enter the card</translation>
    </message>
    <message>
        <source>没有上岗｜本机的人员名册里还没有登记工作证｜让管理员登记工作证，重新下发名册</source>
        <translation>Nobody came on duty｜The roster on this machine has no staff cards yet｜Have the administrator enter the cards and publish the roster</translation>
    </message>
    <message>
        <source>没有上岗｜人员名册上没有工号 {id}｜核对工号，或让管理员更新名册</source>
        <translation>Nobody came on duty｜The roster has no staff number {id}｜Check the number, or have the administrator update the roster</translation>
    </message>
    <message>
        <source>没有采用这张工作证｜它来自演示读卡器，本窗口只办真实业务｜换用真实的读卡器</source>
        <translation>This staff card was not taken｜It comes from a demo reader, and this window does real work only｜Use a real reader</translation>
    </message>
    <message>
        <source>上岗</source>
        <translation>Come on duty</translation>
    </message>
    <message>
        <source>离岗</source>
        <translation>Go off duty</translation>
    </message>
    <message>
        <source>没有人上岗｜本机还没有人员名册｜让管理员下发名册，再按 Alt+R 取来</source>
        <translation>Nobody is on duty｜This machine has no roster yet｜Ask the administrator to publish one, then fetch it with Alt+R</translation>
    </message>
    <message>
        <source>没有找到｜｜换个词，或输入拼音首字母、事项编码；办件用编号或申请人的证件号码找</source>
        <translation>Nothing found｜｜Try another word, pinyin initials or the item&apos;s code; cases by their number or the applicant&apos;s ID number</translation>
    </message>
    <message>
        <source>没有找到｜名册上没有这个工号、姓名｜核对后再输；新来的人，让管理员更新名册</source>
        <translation>Nothing found｜The roster has no such staff number or name｜Check it; for somebody new, ask the administrator to update the roster</translation>
    </message>
    <message>
        <source>{name}已上岗｜没有刷卡，已记录；之后的办理都记在{name}名下</source>
        <translation>{name} is on duty｜Without a card, which is on record; all work from now on is booked for {name}</translation>
    </message>
    <message>
        <source>{name}已离岗｜新的一天开始了｜重新刷卡或输入工号上岗</source>
        <translation>{name} has gone off duty｜A new day has begun｜Sign in again by card or staff number</translation>
    </message>
    <message>
        <source>现在不能换人、离岗｜手上这位还没有办完，记在开始办理的人名下｜先按 F12 办结</source>
        <translation>The clerk cannot change or leave now｜This visit is not over, and belongs to who began it｜Finish it with F12 first</translation>
    </message>
    <message>
        <source>现在不能换人、离岗｜{number} 已经叫到本窗口｜先办完这一位，或按 F4 过号</source>
        <translation>The clerk cannot change or leave now｜{number} has been called to this window｜Serve this visitor first, or press F4 for a no-show</translation>
    </message>
    <message>
        <source>现在不能换人、离岗｜正在叫号｜先办完叫到的这一位</source>
        <translation>The clerk cannot change or leave now｜A number is being called｜Serve that visitor first</translation>
    </message>
    <message>
        <source>没有读到工作证｜读卡器上没有卡，或这张卡没有编号｜把工作证平放在读卡器上，再试一次</source>
        <translation>No staff card was read｜No card lay on the reader, or it has no number｜Lay the card flat on the reader and try again</translation>
    </message>
    <message>
        <source>没有读到工作证｜没有找到读卡器，或系统的读卡服务（PC/SC）没有运行｜接好读卡器，启动服务（Linux 上是 pcscd），再试一次</source>
        <translation>No staff card was read｜No reader was found, or the system&apos;s card service (PC/SC) does not run｜Connect the reader, start the service (on Linux pcscd) and try again</translation>
    </message>
    <message>
        <source>大厅配置</source>
        <translation>Hall settings</translation>
    </message>
    <message>
        <source>配置文件有缺陷</source>
        <translation>the file is faulty</translation>
    </message>
    <message>
        <source>有不认识的名称</source>
        <translation>a name is unknown</translation>
    </message>
    <message>
        <source>有写错的名称</source>
        <translation>a name is misspelt</translation>
    </message>
    <message>
        <source>有值不在允许的范围内</source>
        <translation>a value is out of range</translation>
    </message>
    <message>
        <source>用不了这份人员名册｜{file} 里的工号 {clerk} 有看不见的字符或太长，或它的姓名是空的、太长｜改好后重新发布</source>
        <translation>This roster cannot be used｜The staff number {clerk} in {file} has characters that nobody sees or is too long, or its name is empty or too long｜Correct it and publish again</translation>
    </message>
    <message>
        <source>工号或姓名有误</source>
        <translation>a staff number or a name is wrong</translation>
    </message>
    <message>
        <source>有一件业务还没办完｜没有人上岗，先不显示｜上岗后接着办</source>
        <translation>A visit is not over yet｜Nobody is on duty, so it is not shown｜Come on duty to go on with it</translation>
    </message>
    <message>
        <source>用不了这份人员名册｜{file} 里有两处 {entry}，不知道哪一处算数｜只留对的一处，重新发布</source>
        <translation>This roster cannot be used｜{file} has {entry} twice, and nobody knows which one counts｜Keep the right one and publish again</translation>
    </message>
    <message>
        <source>同一个工号或工作证写了两次</source>
        <translation>a staff number or card stands there twice</translation>
    </message>
    <message>
        <source>设置没有用上｜里面有不认识的名称 {key}｜删去它，或改正后再试</source>
        <translation>The settings were not used｜They name {key}, which is unknown｜Remove or correct it and try again</translation>
    </message>
    <message>
        <source>设置没有用上｜里面有不认识的名称 {key}，最接近的是 {suggestion}｜改正后再试</source>
        <translation>The settings were not used｜They name {key}, which is unknown; the nearest is {suggestion}｜Correct it and try again</translation>
    </message>
    <message>
        <source>等着读证｜｜把证平放在读卡器上，再等 {seconds} 秒</source>
        <translation>Waiting for an ID card｜｜Lay it flat on the reader; {seconds} more seconds</translation>
    </message>
    <message>
        <source>等着读工作证｜｜把工作证平放在读卡器上，再等 {seconds} 秒</source>
        <translation>Waiting for a staff card｜｜Lay it flat on the reader; {seconds} more seconds</translation>
    </message>
    <message>
        <source>等着扫码｜｜用扫码枪扫一个码，再等 {seconds} 秒</source>
        <translation>Waiting for a code｜｜Scan one; {seconds} more seconds</translation>
    </message>
    <message>
        <source>用不了这份人员名册｜{file} 里只能有 clerks、cards 和 pinyin 三个 JSON 对象｜改好后重新发布</source>
        <translation>This roster cannot be used｜{file} may hold three JSON objects, clerks, cards and pinyin, and nothing else｜Correct it and publish again</translation>
    </message>
    <message>
        <source>没有采用这次评价｜它来自演示评价器，本窗口只办真实业务｜在评价屏上评，或换用真实的评价器</source>
        <translation>This rating was not used｜It comes from a demo evaluator, and this window serves real cases only｜Rate on the evaluation screen, or use a real evaluator</translation>
    </message>
    <message>
        <source>没有拍这一页｜这是演示高拍仪，本窗口只办真实业务｜换用真实的高拍仪</source>
        <translation>The page was not taken｜This is a demo camera, and this window serves real cases only｜Use a real one</translation>
    </message>
    <message>
        <source>没有扫描｜这是演示扫描仪，本窗口只办真实业务｜换用真实的扫描仪</source>
        <translation>Nothing was scanned｜This is a demo scanner, and this window serves real cases only｜Use a real one</translation>
    </message>
    <message>
        <source>大厅自己的语音包用不了｜文件夹里没有写对的 manifest.json，现在用自带的语音｜补好文件，或改正设置 hall_voice.pack，再打开程序</source>
        <translation>The hall&apos;s own voice pack cannot be used｜Its folder has no correct manifest.json, so the shipped voice speaks｜Mend the file, or correct the setting hall_voice.pack, and open the program again</translation>
    </message>
    <message>
        <source>语音包不完整｜有的录音缺失或格式不对，叫号时念不出来｜看屏幕上的叫号；用 zongchuang doctor 查出是哪些，补好再打开程序</source>
        <translation>The voice pack is not complete｜Recordings are missing or of another form and are left out of calls｜Watch the calls on the screen; zongchuang doctor names the files: mend them and open the program again</translation>
    </message>
    <message>
        <source>没有语音｜程序自带的语音包坏了｜看屏幕上的叫号；让管理员重新安装程序</source>
        <translation>There is no voice｜The voice pack of the program is broken｜Watch the calls on the screen; have the administrator install the program anew</translation>
    </message>
    <message>
        <source>{device}{what}</source>
        <translation>{device}: {what}</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>扫描仪</source>
        <translation>Page scanner</translation>
    </message>
    <message>
        <source>还没有开始办理｜{number} 已经叫到本窗口｜人到了按 Enter 开始，没来按 F4 过号</source>
        <translation>Nothing has begun yet｜{number} was called to this window｜Press Enter when the citizen is here, F4 when nobody comes</translation>
    </message>
    <message>
        <source>扫描完成｜扫描仪送来 {count} 页</source>
        <translation>Scan finished｜pages from the scanner: {count}</translation>
    </message>
</context>
<context>
    <name>PendingPanel</name>
    <message>
        <source>已存在本机，会自动上传，不用做什么。</source>
        <translation>Stored on this machine; it uploads by itself, nothing to do.</translation>
    </message>
    <message>
        <source>已存在本机。上传停住了，照上面的提示处理后会自动上传。</source>
        <translation>Stored on this machine. The upload has stopped; once that is mended as said above, it uploads by itself.</translation>
    </message>
</context>
<context>
    <name>PersonHeader</name>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>按住显示完整号码</source>
        <translation>Hold to show the full numbers</translation>
    </message>
    <message>
        <source>按住显示完整号码，会留下记录</source>
        <translation>Hold to show the full numbers; this is recorded</translation>
    </message>
    <message>
        <source>还没有申请人</source>
        <translation>No applicant yet</translation>
    </message>
    <message>
        <source>代办：{name}</source>
        <translation>Agent: {name}</translation>
    </message>
    <message>
        <source>历史 {n} 件</source>
        <translation>{n} earlier</translation>
    </message>
    <message>
        <source>演示数据</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>把身份证放在读卡器上按 F5，或在下面手工填写</source>
        <translation>Lay the ID card on the reader and press F5, or fill in below</translation>
    </message>
    <message>
        <source>重读</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>读证</source>
        <translation>Read ID</translation>
    </message>
    <message>
        <source>读卡核验{at}</source>
        <translation>Verified by card{at}</translation>
    </message>
    <message>
        <source>手工填写，未读卡</source>
        <translation>Typed, no card read</translation>
    </message>
    <message>
        <source>读卡器没有连上，先在下面手工填写</source>
        <translation>The card reader is not there; fill in by hand below</translation>
    </message>
    <message>
        <source>还没有填申请单位</source>
        <translation>No organisation named yet</translation>
    </message>
    <message>
        <source>在下面填写申请单位；读到的证是代理人的</source>
        <translation>Name the organisation below; cards that are read are the agent&apos;s</translation>
    </message>
</context>
<context>
    <name>PrinterForm</name>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>向右移（毫米）</source>
        <translation>Move right (mm)</translation>
    </message>
    <message>
        <source>向下移（毫米）</source>
        <translation>Move down (mm)</translation>
    </message>
    <message>
        <source>每页加高（毫米，连续纸）</source>
        <translation>Taller per page (mm, endless paper)</translation>
    </message>
    <message>
        <source>套打位置不准时，先打测试页，量出差多少，再填在下面。</source>
        <translation>If forms are printed off their places, print the test page, measure by how much, and enter it below.</translation>
    </message>
    <message>
        <source>打印位置测试页</source>
        <translation>Print test page</translation>
    </message>
    <message>
        <source>保存并换上</source>
        <translation>Save and use</translation>
    </message>
    <message>
        <source>系统默认的（{name}）</source>
        <translation>The system&apos;s default ({name})</translation>
    </message>
    <message>
        <source>系统默认的</source>
        <translation>The system&apos;s default</translation>
    </message>
</context>
<context>
    <name>QueueColumn</name>
    <message>
        <source>队列</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>等候与过号</source>
        <translation>Waiting and missed</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>今日已办 {n} 件</source>
        <translation>Cases today: {n}</translation>
    </message>
    <message>
        <source>截至 {at}，连不上大厅</source>
        <translation>As of {at}; hall out of reach</translation>
    </message>
    <message>
        <source>没有等候的人，有人取号后会排在这里。</source>
        <translation>Nobody is waiting. Who takes a ticket is listed here.</translation>
    </message>
    <message>
        <source>还没有连上大厅队列，连上后等候的人会排在这里。</source>
        <translation>The queue of the hall is not connected yet. Who waits is listed here afterwards.</translation>
    </message>
    <message>
        <source>今天没有过号。</source>
        <translation>No missed tickets today.</translation>
    </message>
    <message>
        <source>平均 {m} 分 {s} 秒</source>
        <translation>Average {m} min {s} s</translation>
    </message>
    <message>
        <source>等候 {n}</source>
        <translation>Waiting {n}</translation>
    </message>
    <message>
        <source>过号 {n}</source>
        <translation>Missed {n}</translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 分 将超</source>
        <translation>{n} min, soon</translation>
    </message>
    <message>
        <source>{n} 分 超时</source>
        <translation>{n} min late</translation>
    </message>
    <message>
        <source>人来了：选中后按 Enter，恢复到等候最前。</source>
        <translation>They came after all: select and press Enter to put them first.</translation>
    </message>
    <message>
        <source>连不上大厅，新取的号要等连上后才看得到。</source>
        <translation>The hall cannot be reached. Numbers taken meanwhile show once it can.</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>办理记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>还没有记录。</source>
        <translation>No records yet.</translation>
    </message>
</context>
<context>
    <name>SearchList</name>
    <message>
        <source>搜索结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>办件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>一件事</source>
        <translation>Themes</translation>
    </message>
    <message>
        <source>上岗</source>
        <translation>Come on duty</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>材料与记录</source>
        <translation>Materials and record</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>办理记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Materials</translation>
    </message>
</context>
<context>
    <name>Situation</name>
    <message>
        <source>本人</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>代办</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>谁来办理</source>
        <translation>Who has come</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>代理人</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>读谁的证</source>
        <translation>Whose card</translation>
    </message>
    <message>
        <source>办理情形</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>谁来办理？</source>
        <translation>Who has come?</translation>
    </message>
</context>
<context>
    <name>StartNotice</name>
    <message>
        <source>综窗没有打开</source>
        <translation>Zongchuang did not open</translation>
    </message>
    <message>
        <source>设置和数据在 {folder}</source>
        <translation>Settings and data are in {folder}</translation>
    </message>
</context>
<context>
    <name>SyncCentre</name>
    <message>
        <source>用本机</source>
        <translation>Keep mine</translation>
    </message>
    <message>
        <source>用服务器</source>
        <translation>Keep server&apos;s</translation>
    </message>
    <message>
        <source>两个都留</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>离线 {n} 分（{at} 起）</source>
        <translation>Offline {n} min (since {at})</translation>
    </message>
    <message>
        <source>上传停住</source>
        <translation>Upload stopped</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>下次重试 {time}</source>
        <translation>Next try {time}</translation>
    </message>
    <message>
        <source>正在重试</source>
        <translation>Trying now</translation>
    </message>
    <message>
        <source>待上传 {n}</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>失败 {n}</source>
        <translation>{n} failed</translation>
    </message>
    <message>
        <source>冲突 {n}</source>
        <translation>{n} conflicts</translation>
    </message>
    <message>
        <source>冲突  {what}  {n} 项</source>
        <translation>Conflict  {what}  {n} fields</translation>
    </message>
    <message>
        <source>最近成功 {at}</source>
        <translation>Last success {at}</translation>
    </message>
    <message>
        <source>未选</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>本机 {value}</source>
        <translation>Mine {value}</translation>
    </message>
    <message>
        <source>服务器 {value}</source>
        <translation>Server&apos;s {value}</translation>
    </message>
    <message>
        <source>{at} {window} 号窗口 {person}</source>
        <translation>{at} window {window} {person}</translation>
    </message>
    <message>
        <source>（空）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>排队</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>上传中</source>
        <translation>Uploading</translation>
    </message>
    <message>
        <source>失败</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>{n} 个附件 {size} MB</source>
        <translation>{n} attachments {size} MB</translation>
    </message>
    <message>
        <source>待上传 {n}，先列最早的 {shown} 条</source>
        <translation>{n} waiting, the oldest {shown} listed</translation>
    </message>
    <message>
        <source>已收到、需更新后显示 {n}</source>
        <translation>Received, shown after an update: {n}</translation>
    </message>
    <message>
        <source>新版本的记录</source>
        <translation>Record of a newer version</translation>
    </message>
    <message>
        <source>本机时钟比服务器慢 {n}，记下的时间不准；照常办理，让管理员校准</source>
        <translation>This clock is {n} behind the server’s, times noted here are wrong; go on working and ask the administrator to set it</translation>
    </message>
    <message>
        <source>本机时钟比服务器快 {n}，记下的时间不准；照常办理，让管理员校准</source>
        <translation>This clock is {n} ahead of the server’s, times noted here are wrong; go on working and ask the administrator to set it</translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 天</source>
        <translation>{n} days</translation>
    </message>
    <message>
        <source>{at}（时间不准）</source>
        <translation>{at} (time is wrong)</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>同步中心</source>
        <translation>Sync centre</translation>
    </message>
    <message>
        <source>导出离线包</source>
        <translation>Export outbox</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>未上传的记录</source>
        <translation>Records not uploaded</translation>
    </message>
    <message>
        <source>连接</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>正在读本机的记录</source>
        <translation>Reading this machine&apos;s records</translation>
    </message>
    <message>
        <source>没有待上传的记录</source>
        <translation>Nothing waits</translation>
    </message>
    <message>
        <source>全部已上传，最近 {at}</source>
        <translation>Everything uploaded, last at {at}</translation>
    </message>
</context>
<context>
    <name>TicketCard</name>
    <message>
        <source>当前号</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>Idle</translation>
    </message>
    <message>
        <source>已叫号</source>
        <translation>Called</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>In service</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Finished</translation>
    </message>
    <message>
        <source>无号直办</source>
        <translation>Walk-in</translation>
    </message>
    <message>
        <source>已叫 · 第 {n} 次</source>
        <translation>Called · {n}</translation>
    </message>
    <message>
        <source>已办时长</source>
        <translation>In service for</translation>
    </message>
    <message>
        <source>办理用时</source>
        <translation>Service took</translation>
    </message>
    <message>
        <source>{at} 取号 · 等了 {n} 分</source>
        <translation>Ticket {at} · waited {n} min</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Closed</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>{n} 秒</source>
        <translation>{n} s</translation>
    </message>
</context>
<context>
    <name>TypedNumber</name>
    <message>
        <source>小票上的号码，如 A5001</source>
        <translation>Number, such as A5001</translation>
    </message>
    <message>
        <source>手工叫号</source>
        <translation>Call by hand</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>手工叫号：看小票，输入号码后按 Enter</source>
        <translation>Call by hand: type the number on the slip, then Enter</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>事项</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>选事项</source>
        <translation>Choose an item</translation>
    </message>
    <message>
        <source>还没有选事项</source>
        <translation>No item chosen yet</translation>
    </message>
    <message>
        <source>输入事项名称、拼音首字母或编码就能找到；一次可以办几件，共用申请人信息和材料。</source>
        <translation>Find it by name, pinyin initials or code. One visit may take several items; they share the applicant&apos;s data and the materials.</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>单位名称</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>法定代表人</source>
        <translation>Legal representative</translation>
    </message>
    <message>
        <source>申请人姓名</source>
        <translation>Applicant&apos;s name</translation>
    </message>
    <message>
        <source>证件号码</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>联系电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>代理人姓名</source>
        <translation>Agent&apos;s name</translation>
    </message>
    <message>
        <source>代理人证件号码</source>
        <translation>Agent&apos;s ID number</translation>
    </message>
    <message>
        <source>代理人电话</source>
        <translation>Agent&apos;s telephone</translation>
    </message>
    <message>
        <source>与申请人关系</source>
        <translation>Relation to the applicant</translation>
    </message>
    <message>
        <source>送达方式</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>邮寄地址</source>
        <translation>Postal address</translation>
    </message>
    <message>
        <source>亲属</source>
        <translation>Relative</translation>
    </message>
    <message>
        <source>单位工作人员</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>律师或代理机构</source>
        <translation>Lawyer or agency</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>窗口领取</source>
        <translation>At the window</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>电子证照</source>
        <translation>Electronic</translation>
    </message>
    <message>
        <source>卡纸或没打全</source>
        <translation>Jammed or incomplete</translation>
    </message>
    <message>
        <source>打印不清楚</source>
        <translation>Unclear print</translation>
    </message>
    <message>
        <source>申请人遗失</source>
        <translation>Lost by the applicant</translation>
    </message>
    <message>
        <source>内容更正</source>
        <translation>Content corrected</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>card</translation>
    </message>
    <message>
        <source>历史办件</source>
        <translation>earlier case</translation>
    </message>
    <message>
        <source>缺</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>齐</source>
        <translation>There</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>承诺</source>
        <translation>Committed</translation>
    </message>
    <message>
        <source>免</source>
        <translation>Waived</translation>
    </message>
    <message>
        <source>不适用</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>可不交</source>
        <translation>Optional</translation>
    </message>
</context>
<context>
    <name>keymap</name>
    <message>
        <source>{action}（{key}）</source>
        <translation>{action} ({key})</translation>
    </message>
    <message>
        <source>叫下一位</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>重呼</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>无号直办</source>
        <translation>Walk-in</translation>
    </message>
    <message>
        <source>读证</source>
        <translation>Read ID</translation>
    </message>
    <message>
        <source>加办一件</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>下一缺项</source>
        <translation>Next gap</translation>
    </message>
    <message>
        <source>文书</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>受理本件</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>办结并评价</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>切换到第几件事项</source>
        <translation>Go to item number</translation>
    </message>
    <message>
        <source>到等候队列</source>
        <translation>To the queue</translation>
    </message>
    <message>
        <source>到申请人</source>
        <translation>To the applicant</translation>
    </message>
    <message>
        <source>到填报信息</source>
        <translation>To the form</translation>
    </message>
    <message>
        <source>到材料清单</source>
        <translation>To the materials</translation>
    </message>
    <message>
        <source>到办理记录</source>
        <translation>To the record</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>返回上一层</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>帮助与按键</source>
        <translation>Help and keys</translation>
    </message>
    <message>
        <source>叫号</source>
        <translation>Calling</translation>
    </message>
    <message>
        <source>办理</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>跳转</source>
        <translation>Going</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>打开评价页</source>
        <translation>Evaluation</translation>
    </message>
    <message>
        <source>高拍</source>
        <translation>Document camera</translation>
    </message>
    <message>
        <source>更正与备注</source>
        <translation>Amend, note</translation>
    </message>
    <message>
        <source>同步中心</source>
        <translation>Sync centre</translation>
    </message>
    <message>
        <source>设备中心</source>
        <translation>Device centre</translation>
    </message>
    <message>
        <source>立即重试上传</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>移除本件</source>
        <translation>Remove item</translation>
    </message>
    <message>
        <source>找事项、办件、命令</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>离岗</source>
        <translation>Go off duty</translation>
    </message>
</context>
</TS>
